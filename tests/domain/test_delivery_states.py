"""The states of a delivery and the moves between them: the table itself, and that a registration moves by it alone."""

from __future__ import annotations

import pytest

from shared.domain.delivery import CLAIMABLE, Status
from shared.domain.delivery_states import (
    CLAIM,
    FINAL,
    MOVES,
    NEED_A_PERSON,
    PRECEDENCE,
    STATES,
    ImpossibleMove,
    Move,
    Who,
)
from tests.examples import NOW, registration

PEOPLE = {Who.CONSULTANT, Who.OPERATOR}


def test_every_state_is_told_of_and_shown() -> None:
    assert set(STATES) == set(PRECEDENCE) == set(Status)
    assert {Status.DELIVERED, Status.UNCERTAIN, Status.REFUSED} == FINAL
    assert set(NEED_A_PERSON) == {Status.BLOCKED, Status.UNCERTAIN, Status.REFUSED}


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.DELIVERED])
def test_no_state_is_without_a_way_out(status: Status) -> None:
    """Those that wait for a person have one that a person takes; the others one that the product takes by itself."""
    takers = {who for move in MOVES if status in move.sources and move.to is not status for who in move.by}
    assert takers & PEOPLE if status in NEED_A_PERSON else Who.WORKER in takers


def test_delivered_is_the_end() -> None:
    assert not [move.name for move in MOVES if Status.DELIVERED in move.sources]


def test_delivered_can_be_reached_from_everywhere() -> None:
    reached = {Status.DELIVERED}
    for _ in Status:
        reached |= {source for move in MOVES if move.to in reached for source in move.sources}
    assert reached == set(Status)


def test_a_worker_takes_up_what_can_be_claimed() -> None:
    assert CLAIM.sources == CLAIMABLE


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: move.name)
def test_a_move_leads_where_it_says_and_from_nowhere_else(move: Move, status: Status) -> None:
    before = registration(status=status)
    if status in move.sources:
        after = before.move(move, "", NOW)
        assert (after.status, after.delivery.status) == (move.to, move.to)
        assert after.status_at > before.status_at, "history reads in order whichever clock was ahead"
    else:
        with pytest.raises(ImpossibleMove):
            before.move(move, "", NOW)
