"""The states of a delivery and the moves between them: the table itself, and that a registration moves by it alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.domain.delivery import CLAIMABLE, Aside, Assignee, Reason
from shared.domain.delivery_states import (
    CLAIM,
    HANDED,
    HANDLED,
    MOVES,
    NEED_A_PERSON,
    NOT_RETRIED,
    PARKED,
    PRECEDENCE,
    REOPENED,
    REOPENED_WITHIN,
    STATES,
    TAKEN_UP,
    ImpossibleMove,
    Move,
    Who,
    is_over,
)
from shared.domain.delivery_status import LISTED, Status
from shared.domain.registration import Registration
from tests.examples import NOW, registration

AGO = NOW - timedelta(hours=30)
REASON = Reason(code="refused", message="ukendt part")

PEOPLE = {Who.CONSULTANT, Who.TEAM_LEADER, Who.OPERATOR}
LAID_ASIDE = (Status.PARKED, Status.CLOSED)


def test_every_state_is_told_of_and_shown() -> None:
    assert set(STATES) == set(PRECEDENCE) == set(Status)
    assert set(Status) - CLAIMABLE == NOT_RETRIED
    assert (Status.RECEIVED, *NEED_A_PERSON, Status.CLOSED) == LISTED
    assert set(NEED_A_PERSON) == {Status.BLOCKED, Status.UNCERTAIN, Status.REFUSED, Status.PARKED}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DELIVERED])
def test_no_state_is_without_a_way_out(status: Status) -> None:
    """Those that wait for a person have one that a person takes; the others one that the product takes by itself."""
    takers = {who for move in MOVES if status in move.sources and move.to not in (None, status) for who in move.by}
    assert takers & PEOPLE if status in (*NEED_A_PERSON, Status.CLOSED) else Who.WORKER in takers


@pytest.mark.parametrize("status", NEED_A_PERSON)
def test_an_operator_can_always_end_it_or_hand_it_on(status: Status) -> None:
    """Who it waits for may be away: an operator can close it, and ask another to see to it."""
    theirs = {move.name for move in MOVES if status in move.sources and Who.OPERATOR in move.by}
    assert {"handled-otherwise", "handed"} <= theirs


def test_no_move_leads_out_of_delivered() -> None:
    assert not [move.name for move in MOVES if Status.DELIVERED in move.sources]


def test_delivered_can_be_reached_from_everywhere() -> None:
    reached = {Status.DELIVERED}
    for _ in Status:
        reached |= {source for move in MOVES if move.to in reached for source in move.sources}
    assert reached == set(Status)


def test_a_worker_takes_up_what_can_be_claimed() -> None:
    assert CLAIM.sources == CLAIMABLE


def stands(status: Status, stood_as: Status | None = None) -> Registration:
    """One in this state, which it was laid aside in from `stood_as`."""
    row = registration(status=status)
    if stood_as is None:
        return row
    aside = Aside(status=stood_as, since=AGO, reason=REASON)
    return row.with_delivery(row.delivery.model_copy(update={"aside": aside}))


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_leads_where_it_says_and_from_nowhere_else(move: Move, status: Status) -> None:
    for stood_as in (None, *Status) if status in LAID_ASIDE else (None,):
        before = stands(status, stood_as)
        if status in move.sources and (not move.stood_as or stood_as in move.stood_as):
            after = before.move(move, "", NOW)
            assert (after.status, after.delivery.status) == (move.to or status, move.to or status)
            assert after.status_at > before.status_at, "history reads in order whichever clock was ahead"
        else:
            with pytest.raises(ImpossibleMove):
                before.move(move, "", NOW)


@pytest.mark.parametrize("away", [PARKED, HANDLED], ids=lambda move: move.name)
@pytest.mark.parametrize("status", sorted(PARKED.sources & HANDLED.sources))
def test_what_is_laid_aside_is_put_back_as_it_stood(away: Move, status: Status) -> None:
    """Of the same age and with the same reason where it waits for a person; what went on by itself does so again."""
    before = registration(status=status, reason=REASON, at=AGO)
    aside = before.move(away, "", NOW, Reason(code="parked", message="Fasit bygger om"))
    back = [move for move in (*TAKEN_UP, *REOPENED) if _is_possible(move, aside)]
    assert len(back) == 1, "there is one way back"
    after = aside.move(back[0], "", NOW, Reason(code="taken-up"))
    assert after.status is (Status.RECEIVED if status in CLAIMABLE else status)
    assert after.delivery.stands_since == AGO
    if status not in CLAIMABLE:
        assert after.reason == REASON


def test_handing_it_on_makes_it_no_younger() -> None:
    before = registration(status=Status.UNCERTAIN, reason=REASON, at=AGO)
    after = before.move(HANDED, "", NOW, assigned=Assignee(key="d" * 32, name="Dorte Holm"))
    assert (after.status, after.reason, after.delivery.stands_since) == (Status.UNCERTAIN, REASON, AGO)


def test_what_is_parked_and_then_closed_is_opened_as_it_stood_first() -> None:
    parked = registration(status=Status.UNCERTAIN, at=AGO).move(PARKED, "", NOW)
    closed = parked.move(HANDLED, "", NOW)
    assert closed.move(REOPENED[1], "", NOW).delivery.stands_since == AGO


def test_what_is_closed_is_over_when_nobody_may_open_it_any_more() -> None:
    closed = registration(status=Status.REFUSED).move(HANDLED, "", NOW).delivery
    assert not is_over(closed, NOW + REOPENED_WITHIN)
    assert is_over(closed, NOW + REOPENED_WITHIN + timedelta(hours=1, seconds=1))


def _is_possible(move: Move, row: Registration) -> bool:
    return row.status in move.sources and row.delivery.aside is not None and row.delivery.aside.status in move.stood_as
