"""What only Momentum has: unit, caseworker, tag, token, and asking afterwards whether a task was created."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from local.momentum.holdings import Holdings, guid
from local.run.keys import Keys
from shared.domain.delivery_status import Status
from shared.domain.problems import NotUncertain
from shared.services.correct import is_correctable
from tests.conformance.conftest import Sent
from tests.conformance.sides import P_NUMBER, Side, momentum
from tests.conformance.troubles import Trouble
from tests.dependencies import MemoryParts

pytestmark = pytest.mark.starts

Send = Callable[..., Awaitable[Sent]]


@pytest.fixture
async def side(tmp_path: Path, made_keys: Keys, context: MemoryParts) -> AsyncIterator[Side]:
    async with momentum(tmp_path, made_keys, context.clock) as new_side:
        yield new_side


@pytest.fixture
def held(side: Side) -> Holdings:
    holdings: Holdings = side.facts["held"]
    return holdings


async def test_the_visit_in_words_on_the_companys_unit(send: Send, held: Holdings) -> None:
    sent = await send()
    assert await sent.tried() is Status.DELIVERED
    [task] = held.tasks
    assert task["reference"] == {"id": guid(f"unit {P_NUMBER}"), "type": "PRODUCTIONUNIT"}
    assert task["title"].startswith("Registrering ved virksomhedsbesøg: Café Blåbær ApS")
    assert str(sent.key.id) in task["description"]
    for words in ("Fysisk møde", "Åse Ærø", "Konsulent: Karen", "BEHOV"):
        assert words.casefold() in task["description"].casefold()
    assert task["deadline"] == "2026-11-23T12:00:00"
    assert sent.row.receipt is not None
    assert sent.row.receipt.id == task["id"]


async def test_the_unit_has_the_tag_once(send: Send, held: Holdings) -> None:
    for _ in range(2):
        assert await (await send()).tried() is Status.DELIVERED
    [assignments] = held.assignments.values()
    assert [assignment["tag"]["title"] for assignment in assignments] == ["Besøgt af virksomhedskonsulent"]


async def test_a_tag_that_is_not_there_is_ours_to_put_right(send: Send, side: Side, held: Holdings) -> None:
    sent = await send()
    sent.target = side.at(MOMENTUM_TAG="Findes ikke")
    for _ in range(5):
        await sent.tried()
    assert (sent.row.status, held.tasks) == (Status.BLOCKED, [])
    assert "Findes ikke" in sent.words("da")
    sent.target = side.target
    assert await sent.drained() is Status.DELIVERED


@pytest.mark.parametrize(("number", "code"), [("1009999999", "unit-missing"), ("afventer", "unit-open")])
async def test_a_unit_that_momentum_does_not_have(send: Send, held: Holdings, number: str, code: str) -> None:
    sent = await send(pnummer=number)
    assert await sent.tried() is Status.REFUSED
    assert (sent.row.reason and sent.row.reason.code, held.tasks) == (code, [])
    assert is_correctable(sent.row, sent.dependencies)
    assert "P-nummer" in sent.words("da")
    assert "P-number" in sent.words("en")


async def test_an_answer_that_was_lost_is_looked_for_only_when_it_can_be_there(
    send: Send, side: Side, held: Holdings, context: MemoryParts
) -> None:
    sent = await send()
    sent_at = context.clock()
    side.troubled.meet("commit", Trouble(cut="before", works=True, times=1))
    assert await sent.tried() is Status.WAITING
    retry_at = sent.row.delivery.retry_at
    assert retry_at is not None
    assert (retry_at - sent_at).total_seconds() >= 300
    await sent.resolved("try-now")
    assert await sent.tried() is Status.WAITING, "somebody does not want to wait: a request may still be worked on"
    assert await sent.drained() is Status.DELIVERED
    assert len(held.tasks) == 1


async def test_it_is_found_among_hundreds_whatever_the_pages_say(send: Send, side: Side, held: Holdings) -> None:
    unit = guid(f"unit {P_NUMBER}")
    for number in range(320):
        held.create(
            {
                **{"title": f"Gammel {number}", "description": "x", "deadline": f"2026-0{number % 9 + 1}-01T12:00:00"},
                **{"assignedActorsId": [], "taskType": None, "reference": {"id": unit, "type": "PRODUCTIONUNIT"}},
            }
        )
    sent = await send()
    side.troubled.meet("commit", Trouble(status=502, works=True, times=1))
    assert await sent.tried() is Status.WAITING
    assert await sent.drained() is Status.DELIVERED
    assert len(held.tasks) == 321


@pytest.mark.parametrize(
    "refusal", [Trouble(status=404), Trouble(status=410), Trouble(status=422, body=b"lukket")], ids=str
)
async def test_a_refusal_after_a_lost_answer_does_not_say_that_it_is_not_there(
    send: Send, side: Side, held: Holdings, refusal: Trouble
) -> None:
    """The unit is closed meanwhile, or Momentum's front is restarted and finds no unit."""
    sent = await send()
    side.troubled.meet("commit", Trouble(cut="before", works=True, times=1))
    assert await sent.tried() is Status.WAITING
    side.troubled.meet("prepare", refusal)
    assert await sent.tried() is Status.UNCERTAIN
    assert "Se efter i" in sent.words("da")
    with pytest.raises(NotUncertain):
        await sent.resolved("try-now")
    side.troubled.over()
    await sent.resolved("delivered", held.tasks[0]["id"])
    assert len(held.tasks) == 1


@pytest.mark.parametrize("trouble", [Trouble(status=500), Trouble(status=200, body=b"[]"), Trouble(status=404)])
async def test_a_list_that_cannot_be_read_makes_nothing(
    send: Send, side: Side, held: Holdings, trouble: Trouble
) -> None:
    sent = await send()
    side.troubled.meet("commit", Trouble(cut="before", times=1))
    assert await sent.tried() is Status.WAITING
    side.troubled.meet("/tasks/company", trouble)
    await sent.tried()
    await sent.tried()
    assert (sent.row.status, held.tasks) == (Status.WAITING, [])
    side.troubled.over()
    assert await sent.drained() is Status.DELIVERED
    assert len(held.tasks) == 1


async def test_a_list_that_is_shorter_than_it_says_leads_to_no_second_task(
    send: Send, side: Side, held: Holdings
) -> None:
    sent = await send()
    side.troubled.meet("commit", Trouble(cut="before", works=True, times=1))
    assert await sent.tried() is Status.WAITING
    short = b'{"data": [{"id": "t-9", "title": "Andet"}], "totalSearchCount": 400}'
    side.troubled.meet("/tasks/company", Trouble(status=200, body=short))
    assert await sent.drained() is Status.UNCERTAIN
    assert len(held.tasks) == 1
    assert "Se efter i" in sent.words("da")


@pytest.mark.parametrize(
    "body", [b'{"data": []}', b'{"data": [], "totalSearchCount": null}', b'{"data": [{"id": "t-9"}]}']
)
async def test_a_list_that_does_not_say_how_long_it_is_leads_to_no_second_task(
    send: Send, side: Side, held: Holdings, body: bytes
) -> None:
    sent = await send()
    side.troubled.meet("commit", Trouble(cut="before", works=True, times=1))
    assert await sent.tried() is Status.WAITING
    side.troubled.meet("/tasks/company", Trouble(status=200, body=body))
    assert await sent.drained() is Status.UNCERTAIN
    assert len(held.tasks) == 1


async def test_a_web_page_for_an_answer_to_a_tag_is_no_tag(send: Send, side: Side, held: Holdings) -> None:
    page = Trouble(status=200, body=b"<!DOCTYPE html><p>Vi er straks tilbage", times=2)
    sent = await send()
    side.troubled.meet("/tagassignments", page)
    assert await sent.tried() is Status.WAITING
    assert (held.tasks, held.assignments) == ([], {})
    assert await sent.drained() is Status.DELIVERED
    assert len(held.assignments) == 1


async def test_a_token_is_fetched_once_and_again_when_it_is_not_taken(send: Send, side: Side) -> None:
    for _ in range(3):
        assert await (await send()).tried() is Status.DELIVERED
    side.expire()
    assert await (await send()).tried() is Status.DELIVERED, "401 once"


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (Trouble(status=401, body=b'{"error": "invalid_client"}'), "unauthorized"),
        (Trouble(status=400, body=b'{"error": "unauthorized_client"}'), "unauthorized"),
        (Trouble(status=200, body=b"<html>"), "unavailable"),
        (Trouble(status=200), "unavailable"),
        (Trouble(status=200, body=b'["token"]'), "unavailable"),
        (Trouble(status=200, body=b'{"token_type": "Bearer"}'), "unavailable"),
        (Trouble(status=200, body=b'{"access_token": {"of": "another shape"}}'), "unavailable"),
        (Trouble(status=503), "unavailable"),
        (Trouble(cut="before"), "unavailable"),
    ],
)
async def test_no_token_makes_nothing_uncertain(
    send: Send, side: Side, held: Holdings, trouble: Trouble, code: str
) -> None:
    sent = await send()
    side.troubled.meet("auth", trouble)
    assert await sent.tried() is Status.WAITING
    assert (sent.row.reason and sent.row.reason.code, held.tasks) == (code, [])
    side.troubled.over()
    assert await sent.drained() is Status.DELIVERED


@pytest.mark.parametrize(
    "changed", ["MOMENTUM_API_KEY", "MOMENTUM_CLIENT_SECRET", "MOMENTUM_CLIENT_ID", "MOMENTUM_RESOURCE"]
)
async def test_what_momentum_does_not_know_us_by_is_ours_to_put_right(
    send: Send, side: Side, held: Holdings, changed: str
) -> None:
    sent = await send()
    sent.target = side.at(**{changed: "forkert"})
    for _ in range(5):
        await sent.tried()
    assert (sent.row.status, sent.row.reason and sent.row.reason.code) == (Status.BLOCKED, "unauthorized")
    assert held.tasks == []
    assert "forkert" not in sent.words("da")
