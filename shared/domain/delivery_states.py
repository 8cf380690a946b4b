"""The states of a delivery and the moves between them, in one table: what the services do, the documents say and the tests try.

A state is left by a move of the product's own, or there is a person who can; `delivered` alone is the end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from shared.domain.delivery import Status


class Who(StrEnum):
    """Who makes a move, and for whom a state waits."""

    WORKER = "worker"
    CONSULTANT = "consultant"
    OPERATOR = "operator"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class State:
    """`means` is for the documents; `waits_for` who must do something before anything happens."""

    means: str
    waits_for: Who


@dataclass(frozen=True, slots=True)
class Move:
    """From any of `sources` to `to`; `when` is for the documents."""

    name: str
    sources: frozenset[Status]
    to: Status
    by: tuple[Who, ...]
    when: str


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
    Status.DELIVERED: State("delivered, its receipt at hand", Who.NOBODY),
}

_R, _D, _W, _B, _U, _N = (
    Status.RECEIVED,
    Status.DELIVERING,
    Status.WAITING,
    Status.BLOCKED,
    Status.UNCERTAIN,
    Status.REFUSED,
)
_WORKER, _CONSULTANT = (Who.WORKER,), (Who.CONSULTANT,)


def _move(name: str, sources: set[Status], to: Status, by: tuple[Who, ...], when: str) -> Move:
    return Move(name, frozenset(sources), to, by, when)


CLAIM = _move("claim", {_R, _D, _W, _B}, _D, _WORKER, "a message comes, its time has come, and no claim holds")
TAKEN = _move("taken", {_D}, Status.DELIVERED, _WORKER, "the target took it")
UNREACHED = _move("unreached", {_D}, _W, _WORKER, "the target made nothing, and may take it later")
OUR_FAULT = _move("our-fault", {_D}, _B, _WORKER, "the fifth try in a row ends with a fault of our own")
UNKNOWN = _move("unknown", {_D}, _U, _WORKER, "the request was sent, and its answer does not tell")
SAID_NO = _move("said-no", {_D}, _N, _WORKER, "the target took nothing of it, for good")
LATE_RECEIPT = _move(
    "late-receipt",
    {_R, _D, _W, _B, _U, _N},
    Status.DELIVERED,
    _WORKER,
    "a try that was taken over has its answer after all",
)
CONFIRMED = _move("confirmed", {_U}, Status.DELIVERED, _CONSULTANT, "a person has looked, and it is there")
SENT_AGAIN = _move("sent-again", {_U}, _R, _CONSULTANT, "a person has looked, and it is not there")
RETRIED = _move("retried", {_N}, _R, _CONSULTANT, "what the target said no to was put right there")
CORRECTED = _move("corrected", {_N}, _R, _CONSULTANT, "other content takes its place")
TRIED_NOW = _move("tried-now", {_W, _B}, _R, _CONSULTANT, "somebody does not want to wait for the next try")

MOVES = (
    *(CLAIM, TAKEN, UNREACHED, OUR_FAULT, UNKNOWN, SAID_NO, LATE_RECEIPT),
    *(CONFIRMED, SENT_AGAIN, RETRIED, CORRECTED, TRIED_NOW),
)

OUR_TRIES = 5
"""Tries in a row that end with a fault of our own before a delivery is blocked and an alarm rings: one may be a deployment."""

FINAL = frozenset(status for status, state in STATES.items() if state.waits_for is not Who.WORKER) - {Status.BLOCKED}
"""States that nothing leaves by itself."""

NEED_A_PERSON = tuple(status for status, state in STATES.items() if state.waits_for in (Who.CONSULTANT, Who.OPERATOR))

PRECEDENCE = (_U, _N, _B, _W, _D, _R, Status.DELIVERED)
"""Which state a registration with several deliveries shows: the first that any of them is in."""


class ImpossibleMove(Exception):
    """No such move leads out of this state."""
