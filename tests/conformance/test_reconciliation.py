"""Asks each target what it has of what we say it took: missing and doubled are told, and what cannot be read is unknown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from local.momentum.holdings import Holdings, guid
from shared.domain.delivery_status import Status
from shared.domain.ports import CanBeAsked, Finding
from shared.domain.problems import NotPossible
from shared.domain.text.time_format import danish_clock
from shared.services.reconcile import compared, reconcile
from shared.services.reconcile_asking import BY_HAND, RequestAllowance, Stopped
from tests.conformance.cases import CASES, Case
from tests.conformance.conftest import Sent
from tests.conformance.sides import P_NUMBER, Side
from tests.conformance.troubles import Trouble
from tests.dependencies import MemoryParts

pytestmark = pytest.mark.starts

Send = Callable[..., Awaitable[Sent]]
Outcome = tuple[Stopped, list[Finding | None]]

CAN_BE_ASKED = pytest.mark.parametrize("side", ["momentum"], indirect=True)
SHORT_CASES = [case for case in CASES if not (case.trouble.holds or case.trouble.slow)]
"""The cases that need no waiting for a timeout."""


@pytest.fixture
def outcome_of(context: MemoryParts, side: Side) -> Callable[..., Awaitable[Outcome]]:
    """Asks for the day sixteen minutes later, and gives why it stopped and what is recorded of each delivery."""

    async def reconciled(sent: Sent, allowance: RequestAllowance = BY_HAND) -> Outcome:
        day = danish_clock(context.clock()).date()
        context.clock.pass_(minutes=16)
        stopped = await reconcile(side.name, day, allowance, sent.dependencies)
        lines = await compared(side.name, day, sent.dependencies)
        return stopped, [line.checked.finding if line.checked else None for line in lines]

    return reconciled


async def test_each_target_says_whether_it_can_be_asked(
    send: Send, side: Side, outcome_of: Callable[..., object]
) -> None:
    assert isinstance(side.target, CanBeAsked) is side.can_be_asked
    if not side.can_be_asked:
        sent = await send()
        with pytest.raises(NotPossible) as refusal:
            await reconcile(side.name, danish_clock(sent.context.clock()).date(), BY_HAND, sent.dependencies)
        assert refusal.value.code == "cannot-be-asked"


@CAN_BE_ASKED
@pytest.mark.parametrize(
    ("change", "finding"),
    [("nothing", Finding.THERE), ("lose", Finding.MISSING), ("double", Finding.DOUBLED)],
)
async def test_what_is_there_missing_or_doubled_is_told(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]], change: str, finding: Finding
) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    getattr(side, change, lambda: None)()
    assert await outcome_of(sent) == (Stopped.NO, [finding])


@CAN_BE_ASKED
@pytest.mark.parametrize("case", SHORT_CASES, ids=str)
async def test_a_list_that_cannot_be_read_leaves_it_unknown(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]], case: Case
) -> None:
    """Whatever the answer to a call that makes nothing: it never says that something is missing or doubled."""
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    for call in ("/tasks/company", "prepare"):
        side.troubled.meet(call, case.trouble)
        _, findings = await outcome_of(sent)
        assert findings in ([None], [Finding.UNKNOWN], [Finding.THERE])
        side.troubled.over()
        sent.context.clock.pass_(hours=1)
    assert side.there() == 1


@CAN_BE_ASKED
@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"data": null}', b'{"data": [1, {"title": "x"}]}', b"<html>"])
async def test_an_answer_that_is_no_list_says_nothing(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]], body: bytes
) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    side.troubled.meet("/tasks/company", Trouble(status=200, body=body))
    stopped, findings = await outcome_of(sent)
    assert (stopped, findings) == (Stopped.NO, [Finding.UNKNOWN])


@CAN_BE_ASKED
@pytest.mark.parametrize(("total", "finding"), [("", Finding.UNKNOWN), (', "totalSearchCount": 1', Finding.MISSING)])
async def test_only_a_list_that_says_how_long_it_is_tells_that_one_is_missing(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]], total: str, finding: Finding
) -> None:
    """Without its length nobody knows whether it is whole."""
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    body = f'{{"data": [{{"id": "t-9", "title": "Andet"}}]{total}}}'.encode()
    side.troubled.meet("/tasks/company", Trouble(status=200, body=body))
    assert await outcome_of(sent) == (Stopped.NO, [finding])


@CAN_BE_ASKED
async def test_it_is_found_among_hundreds_that_change_places(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]]
) -> None:
    """Tasks of one deadline come in another order with each page, so some come twice and some not at all in one reading."""
    held: Holdings = side.facts["held"]
    reference = {"id": guid(f"unit {P_NUMBER}"), "type": "PRODUCTIONUNIT"}
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    for number in range(160):
        more: dict[str, Any] = {"assignedActorsId": [], "taskType": None, "reference": reference}
        held.create({"title": f"{number}", "description": "x", "deadline": held.tasks[0]["deadline"], **more})
    assert await outcome_of(sent) == (Stopped.NO, [Finding.THERE])


@CAN_BE_ASKED
async def test_one_that_was_cancelled_there_is_not_counted(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]]
) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    side.double()
    side.facts["held"].tasks[1]["state"] = "Canceled"
    assert await outcome_of(sent) == (Stopped.NO, [Finding.THERE])


@CAN_BE_ASKED
async def test_a_service_that_turns_calls_away_is_asked_later(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]]
) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    side.facts["limit"].per_minute = 1
    assert (await outcome_of(sent))[1] == [None]
    side.facts["limit"].per_minute = 0
    sent.context.clock.pass_(hours=1)
    assert await outcome_of(sent) == (Stopped.NO, [Finding.THERE])


@CAN_BE_ASKED
async def test_one_that_was_cancelled_there_was_delivered(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]]
) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    side.facts["held"].tasks[0]["state"] = "Canceled"
    assert await outcome_of(sent) == (Stopped.NO, [Finding.THERE])


@CAN_BE_ASKED
async def test_a_title_that_somebody_has_added_to_is_known(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]]
) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    side.facts["held"].tasks[0]["title"] += " - ringet op 24/11"
    assert await outcome_of(sent) == (Stopped.NO, [Finding.THERE])


@CAN_BE_ASKED
async def test_a_list_that_is_shorter_than_it_says_tells_of_nothing_missing(
    send: Send, side: Side, outcome_of: Callable[..., Awaitable[Outcome]]
) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    short = b'{"data": [{"id": "t-9", "title": "Andet"}], "totalSearchCount": 400}'
    side.troubled.meet("/tasks/company", Trouble(status=200, body=short))
    assert await outcome_of(sent) == (Stopped.NO, [Finding.UNKNOWN])
    side.troubled.over()
    sent.context.clock.pass_(hours=1)
    assert await outcome_of(sent) == (Stopped.NO, [Finding.THERE])
