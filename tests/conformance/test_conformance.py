"""Whatever happens to a call, the delivery to every target ends in the right state: with exactly one document or task where there
should be one, and a reason that a consultant understands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from shared.domain.delivery import system_of
from shared.domain.delivery_status import Status
from shared.services.correct import is_correctable
from tests.conformance.cases import CASES, Case, Meaning
from tests.conformance.conftest import Sent
from tests.conformance.sides import Side

pytestmark = pytest.mark.starts

Send = Callable[..., Awaitable[Sent]]


def test_there_are_forty_cases_and_more() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 40


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_trouble_comes_to_the_right_end(side: Side, send: Send, case: Case) -> None:
    prepare, commit = case.prepare_of.get(side.name, case.prepare), case.commit_of.get(side.name, case.commit)
    for call, meaning in (("prepare", prepare), ("commit", commit)):
        before, sent = side.there(), await send()
        if case.trouble.holds and side.reaches:
            sent.target = side.at(**side.facts["short"])
        lasts = meaning in (Meaning.OURS, Meaning.NO)
        side.troubled.meet(call, case.trouble if lasts else replace(case.trouble, times=1))
        await _ends(meaning if side.reaches else Meaning.GOOD, sent, side, before)
        side.troubled.over()
        side.troubled.let_go.clear()


async def _ends(meaning: Meaning, sent: Sent, side: Side, before: int) -> None:
    status = await sent.tried()
    match meaning:
        case Meaning.GOOD:
            assert status is Status.DELIVERED
        case Meaning.NOTHING:
            assert status is Status.WAITING
            assert side.there() == before
        case Meaning.NO:
            assert status is Status.REFUSED
            assert is_correctable(sent.row, sent.dependencies)
            _understood(sent, side)
            side.troubled.over()
            await sent.resolved("try-now")
        case Meaning.OURS:
            await _blocked(sent, side)
        case Meaning.UNKNOWN:
            await _settled(status, sent, side, before)
    assert await sent.drained() is Status.DELIVERED
    assert side.there() - before == (1 if side.reaches else 0)
    receipt = sent.row.receipt
    assert receipt is not None
    assert receipt.id


async def _blocked(sent: Sent, side: Side) -> None:
    """The delivery is blocked after its tries, and goes on automatically when the cause is gone."""
    for _ in range(4):
        assert sent.row.status is Status.WAITING
        await sent.tried()
    assert sent.row.status is Status.BLOCKED
    _understood(sent, side)
    side.troubled.over()


async def _settled(status: Status, sent: Sent, side: Side, before: int) -> None:
    """The unknown outcome is settled: a person says what is there, or the target is asked automatically."""
    _understood(sent, side)
    if not side.a_person_decides:
        assert (status, sent.row.reason and sent.row.reason.code) == (Status.WAITING, "checking")
        return
    assert status is Status.UNCERTAIN
    assert await sent.tried() is Status.UNCERTAIN, "never by itself"
    await sent.resolved("delivered" if side.there() > before else "send-again", "found by a person")


def _understood(sent: Sent, side: Side) -> None:
    danish, english = sent.words("da"), sent.words("en")
    for words in (danish, english):
        assert system_of(side.name) in words
        assert len(words) > 30
        assert "{" not in words
        assert "reason." not in words
    assert danish != english
