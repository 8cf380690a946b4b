"""The states of a delivery and the moves between them, in one table that the services, the documents and the tests share.

Each state is left by a move of the product's own or of a person's; only `delivered` and `closed` are final, and what was closed
by mistake can be reopened for a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from shared.domain.delivery import Aside, Delivery, Reason
from shared.domain.delivery_status import Status


class Who(StrEnum):
    """Who makes a move, and for whom a state waits. Team leaders act for the consultants of their team."""

    WORKER = "worker"
    CONSULTANT = "consultant"
    TEAM_LEADER = "team leader"
    OPERATOR = "operator"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class State:
    """`means` is for the documents; `waits_for`: who must act before anything happens."""

    means: str
    waits_for: Who


@dataclass(frozen=True, slots=True)
class Move:
    """A move from any of `sources` to `to` (None: it stays in its state); `when` is for the documents. With `stood_as` it is for
    deliveries that were in one of those states before they were parked or closed."""

    name: str
    sources: frozenset[Status]
    to: Status | None
    by: tuple[Who, ...]
    when: str
    stood_as: frozenset[Status] = frozenset()

    @property
    def leads_to(self) -> Status:
        """The state after the move. Raises `ImpossibleMove` for one that stays in whatever state it is."""
        if self.to is None:
            raise ImpossibleMove(f"{self.name} leads to no other state")
        return self.to


STATES: Mapping[Status, State] = {
    Status.RECEIVED: State("accepted and stored", Who.WORKER),
    Status.DELIVERING: State("a try is under way; until its lease runs out nobody else takes it up", Who.WORKER),
    Status.WAITING: State(
        "the target, or the register that a name is missing from, could not be reached: tried again by itself",
        Who.WORKER,
    ),
    Status.BLOCKED: State(
        "a fault of our own (a definition that is gone, a certificate that is not taken, an error in the code) holds it back: "
        "tried again each quarter of an hour, and an alarm rings until it is gone",
        Who.OPERATOR,
    ),
    Status.UNCERTAIN: State("nobody knows whether the target has it: a person must look", Who.CONSULTANT),
    Status.REFUSED: State("the target said no, with its reason", Who.CONSULTANT),
    Status.PARKED: State(
        "an operator has laid it aside, with a note: nothing is tried until it is taken up", Who.OPERATOR
    ),
    Status.CLOSED: State(
        "withdrawn, or handled otherwise, with a reason: it does not go there any more; opened again within a day",
        Who.NOBODY,
    ),
    Status.DELIVERED: State("delivered, its receipt at hand", Who.NOBODY),
}

_R, _D, _W, _B, _U, _N, _P, _C = (
    Status.RECEIVED,
    Status.DELIVERING,
    Status.WAITING,
    Status.BLOCKED,
    Status.UNCERTAIN,
    Status.REFUSED,
    Status.PARKED,
    Status.CLOSED,
)
_WORKER, _CONSULTANT, _OPERATOR = (Who.WORKER,), (Who.CONSULTANT,), (Who.OPERATOR,)
_LEADERS = (Who.TEAM_LEADER, Who.OPERATOR)
_PEOPLE = (Who.CONSULTANT, *_LEADERS)


def _move(name: str, sources: set[Status], to: Status | None, by: tuple[Who, ...], when: str) -> Move:
    return Move(name, frozenset(sources), to, by, when)


CLAIM = _move("claim", {_R, _D, _W, _B}, _D, _WORKER, "a message comes, its time has come, and no claim holds")
TAKEN = _move("taken", {_D}, Status.DELIVERED, _WORKER, "the target took it")
UNREACHED = _move("unreached", {_D}, _W, _WORKER, "the target made nothing, and may take it later")
OUR_FAULT = _move("our-fault", {_D}, _B, _WORKER, "the fifth try in a row ends with a fault of our own")
UNKNOWN = _move("unknown", {_D}, _U, _WORKER, "the request was sent, and its answer does not tell")
SAID_NO = _move("said-no", {_D}, _N, _WORKER, "the target took nothing of it, for good")
LATE_RECEIPT = _move(
    "late-receipt",
    {_R, _D, _W, _B, _U, _N, _P, _C},
    Status.DELIVERED,
    _WORKER,
    "a try that was taken over has its answer after all",
)
CONFIRMED = _move("confirmed", {_U}, Status.DELIVERED, _PEOPLE, "a person has looked, and it is there")
SENT_AGAIN = _move(
    "sent-again", {_U}, _R, _PEOPLE, "five minutes later at the earliest, a person has looked, and it is not there"
)
RETRIED = _move("retried", {_N}, _R, _PEOPLE, "what the target said no to was put right there")
CORRECTED = _move("corrected", {_N}, _R, _CONSULTANT, "other content takes its place")
TRIED_NOW = _move("tried-now", {_W, _B}, _R, _PEOPLE, "somebody does not want to wait for the next try")
WITHDRAWN = _move(
    "withdrawn", {_R, _W, _B}, _C, _CONSULTANT, "it is not to go there after all, and is not there already"
)
HANDLED = _move("handled-otherwise", {_W, _B, _U, _N, _P}, _C, _PEOPLE, "a person has seen to it by another way")
PARKED = _move("parked", {_R, _W, _B, _U, _N}, _P, _OPERATOR, "it is not to be tried for now")
HANDED = _move("handed", {_W, _B, _U, _N, _P}, None, _LEADERS, "another is asked to see to it")


def _back(name: str, source: Status, by: tuple[Who, ...], when: str) -> tuple[Move, Move, Move]:
    """The moves back to the state of before: what continued automatically does so again, the rest waits for a person again."""
    goes_on = Move(name, frozenset({source}), _R, by, when, frozenset({_R, _W, _B}))
    uncertain = Move(f"{name}-uncertain", frozenset({source}), _U, by, when, frozenset({_U}))
    refused = Move(f"{name}-refused", frozenset({source}), _N, by, when, frozenset({_N}))
    return goes_on, uncertain, refused


TAKEN_UP = _back("taken-up", _P, _OPERATOR, "what was parked is taken up, as it stood")
REOPENED = _back("reopened", _C, _PEOPLE, "it was closed by mistake, at most a day ago: as it stood")

MOVES = (
    CLAIM,
    TAKEN,
    UNREACHED,
    OUR_FAULT,
    UNKNOWN,
    SAID_NO,
    LATE_RECEIPT,
    CONFIRMED,
    SENT_AGAIN,
    RETRIED,
    CORRECTED,
    TRIED_NOW,
    WITHDRAWN,
    HANDLED,
    PARKED,
    HANDED,
    *TAKEN_UP,
    *REOPENED,
)

OUR_TRIES = 5
"""Consecutive tries that end with a fault of our own before a delivery is blocked and an alarm is raised: a single one may be a
deployment."""

REOPENED_WITHIN = timedelta(days=1)
"""How long after it was closed a delivery can be reopened."""

CLOSED_FOR_GOOD = REOPENED_WITHIN + timedelta(hours=1)
"""How long after it was closed its outbox entry is deleted: by then nobody can reopen it, even where a machine's clock is
behind."""

NOT_RETRIED = frozenset(status for status, state in STATES.items() if state.waits_for is not Who.WORKER) - {
    Status.BLOCKED
}
"""States in which the product sends nothing by itself. A late receipt may still lead out of them."""

NEED_A_PERSON = tuple(status for status, state in STATES.items() if state.waits_for in (Who.CONSULTANT, Who.OPERATOR))

PRECEDENCE = (_U, _N, _B, _P, _W, _D, _R, _C, Status.DELIVERED)
"""Which state a registration with several deliveries shows: the first that any of them is in."""


class ImpossibleMove(Exception):
    """No such move is allowed from this state."""


def is_possible(move: Move, delivery: Delivery) -> bool:
    """Whether the move is allowed from the delivery's present state."""
    stood_so = delivery.aside is not None and delivery.aside.status in move.stood_as
    return delivery.status in move.sources and (stood_so or not move.stood_as)


def make(move: Move, delivery: Delivery, at: datetime, reason: Reason | None = None, **changes: Any) -> Delivery:
    """The delivery after the move. One that is parked or closed remembers its state, and has it again, with the same age, when it
    is restored. Raises `ImpossibleMove`."""
    aside = delivery.aside
    if not is_possible(move, delivery):
        raise ImpossibleMove(f"{move.name} does not lead out of {delivery.status}")
    if move.to is None:
        unchanged = {"since": delivery.pending_since, "retry_at": delivery.retry_at, "aside": aside, **changes}
        return delivery.moved(delivery.status, at, delivery.reason, **unchanged)
    if move.to in (_P, _C):
        state_before = aside or Aside(status=delivery.status, since=delivery.stands_since, reason=delivery.reason)
        return delivery.moved(move.to, at, reason, **{"aside": state_before, "waits": None, **changes})
    if move.stood_as and aside is not None:
        restored = {"since": aside.since, "waits": None, "attempts": 0, "own_faults": 0, **changes}
        return delivery.moved(move.to, at, reason if move.to is _R else aside.reason, **restored)
    if move in (TRIED_NOW, CLAIM, UNREACHED):
        # It still waits, and the alarm for what waits for too long counts from the beginning.
        changes = {"since": delivery.pending_since, **changes}
    return delivery.moved(move.to, at, reason, **changes)


def is_over(delivery: Delivery, now: datetime) -> bool:
    """Whether no further move is possible, so that it needs no outbox entry."""
    if delivery.status is Status.CLOSED:
        return now - delivery.status_at >= CLOSED_FOR_GOOD
    return delivery.status is Status.DELIVERED
