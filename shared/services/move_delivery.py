"""Makes the moves that people make: each by the table of `shared/domain/delivery_states.py`, and by whom it says."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
from typing import Any

from shared.domain.commands import MoveDelivery
from shared.domain.delivery import Delivery, Reason, Receipt, Status
from shared.domain.delivery_states import (
    CONFIRMED,
    HANDED,
    HANDLED,
    PARKED,
    REOPENED,
    REOPENED_WITHIN,
    RETRIED,
    SENT_AGAIN,
    TAKEN_UP,
    TRIED_NOW,
    WITHDRAWN,
    Move,
    Who,
    is_possible,
)
from shared.domain.ports import WriteConflict
from shared.domain.problems import BadRequest, DependencyUnavailable, NotPossible, Problem, UnknownRegistration
from shared.domain.registration import Event, Registration
from shared.domain.text.cpr_numbers import masked
from shared.domain.waiting import entry_of
from shared.services.dependencies import Dependencies
from shared.services.held_targets import target_name
from shared.services.log_event import log_event
from shared.services.outbox import take_out

log = logging.getLogger("feltskema.moves")

ACTS: Mapping[str, Sequence[Move]] = {
    "delivered": (CONFIRMED,),
    "send-again": (SENT_AGAIN, RETRIED),
    "try-now": (RETRIED, TRIED_NOW),
    "withdraw": (WITHDRAWN,),
    "close": (HANDLED,),
    "reopen": REOPENED,
    "park": (PARKED,),
    "take-up": TAKEN_UP,
    "hand": (HANDED,),
}
"""What a person says, and which moves it may come to: the one that leads out of how the delivery stands."""

REASONED = frozenset({"close", "park"})
"""Acts that somebody else must be able to understand afterwards."""

MAX_MOVES = 50
"""Deliveries of one call: about two seconds, far from the function's time limit. Who moves more calls again."""

MOVE_TRIES = 5
"""How often a move is tried again after another write came first."""

PAUSE = 0.1
"""Seconds before the second try at most; before each later one as much more."""

CONCURRENCY = 10
"""Deliveries of one call that are moved side by side."""


@dataclass(frozen=True, slots=True)
class Mover:
    """Who makes a move. `name` stands in the history, `key` in the log."""

    key: str
    name: str
    who: Who


@dataclass(frozen=True, slots=True)
class Moved:
    """What became of one of many: the registration as it stands then, or why nothing was done."""

    command: MoveDelivery
    registration: Registration | None = None
    problem: Problem | None = None


def possible_acts(delivery: Delivery, who: Who, now: datetime) -> tuple[str, ...]:
    """What this person may do with the delivery as it stands."""
    return tuple(act for act in ACTS if _move(act, delivery, who) is not None and not _too_late(delivery, now))


async def move_many(commands: Sequence[MoveDelivery], mover: Mover, dependencies: Dependencies) -> Sequence[Moved]:
    """Move each of at most `MAX_MOVES`, in their order; none is kept from it by another's trouble."""
    places = asyncio.Semaphore(CONCURRENCY)

    async def moved(command: MoveDelivery) -> Moved:
        async with places:
            try:
                return Moved(command, await move_delivery(command, mover, dependencies))
            except Problem as problem:
                return Moved(command, problem=problem)

    return await asyncio.gather(*(moved(command) for command in commands))


async def move_delivery(command: MoveDelivery, mover: Mover, dependencies: Dependencies) -> Registration:
    """Make the move; the registration as it stands then.

    Raises `UnknownRegistration`, `BadRequest` where a reason is missing, and `NotPossible` where no such move leads out of how it
    stands, the table does not give it to the mover, or somebody else was first.
    """
    if command.act in REASONED and not command.reason:
        raise BadRequest(name="reason")
    stood: datetime | None = None
    for attempt in range(1, MOVE_TRIES + 1):
        registration, delivery = await _found(command, dependencies)
        if stood not in (None, delivery.status_at):
            break
        stood = delivery.status_at
        move = _possible(command, delivery, mover, dependencies)
        try:
            stored = await _made(registration, delivery, move, command, mover, dependencies)
        except WriteConflict:
            # The registration's other deliveries are in the same row: one that stands as before can still be moved.
            await dependencies.pause(PAUSE * attempt * dependencies.chance())
            continue
        by, target = mover.key or "-", delivery.target or "-"
        log_event(log, "move", move=move.name, registration=stored.key, target=target, by=by)
        return stored
    raise NotPossible


async def _found(command: MoveDelivery, dependencies: Dependencies) -> tuple[Registration, Delivery]:
    registration = await dependencies.registrations.get(command.registration)
    delivery = _meant(registration, command.target) if registration else None
    if registration is None or delivery is None:
        raise UnknownRegistration
    return registration, delivery


def _possible(command: MoveDelivery, delivery: Delivery, mover: Mover, dependencies: Dependencies) -> Move:
    """The move that the command comes to. Raises `NotPossible`."""
    move = _move(command.act, delivery, mover.who)
    if move is None or _has_moved_since(command.seen_at, delivery):
        raise NotPossible
    if _too_late(delivery, dependencies.clock()):
        raise NotPossible("too-late-to-reopen")
    return move


def _move(act: str, delivery: Delivery, who: Who) -> Move | None:
    return next((move for move in ACTS[act] if who in move.by and is_possible(move, delivery)), None)


def _has_moved_since(seen_at: datetime | None, delivery: Delivery) -> bool:
    """Whether it has come to stand so after somebody saw it, in whole seconds: a request that the network repeats, or a page left
    open, may say of an earlier time that the target has nothing, and a delivery that is sent again on it would be there twice."""
    return seen_at is not None and delivery.stands_since >= seen_at + timedelta(seconds=1)


def _too_late(delivery: Delivery, now: datetime) -> bool:
    return delivery.status is Status.CLOSED and now - delivery.status_at > REOPENED_WITHIN


def _meant(registration: Registration, target: str | None) -> Delivery | None:
    if target is None:
        return registration.delivery
    return next((delivery for delivery in registration.deliveries if delivery.target == target), None)


async def _made(  # noqa: PLR0913, PLR0917 (what a move is made of)
    registration: Registration,
    delivery: Delivery,
    move: Move,
    command: MoveDelivery,
    mover: Mover,
    dependencies: Dependencies,
) -> Registration:
    now, target = dependencies.clock(), delivery.target
    reason = Reason(code=move.name, message=masked(command.reason))
    moved = registration.move(
        move, target, now, reason, **_changes(registration, delivery, move, command, dependencies)
    )
    event = _event(moved, target, move, reason, command, mover)
    if moved.delivery_to(target).status is Status.RECEIVED:
        # The outbox entry first: a row without one would never be found again if we stopped here.
        await dependencies.registrations.put_in_outbox(entry_of(moved, target, now))
        stored = await dependencies.registrations.change(moved, event)
        await _message(stored, target, dependencies)
        return stored
    stored = await dependencies.registrations.change(moved, event)
    try:
        if move is CONFIRMED:
            await take_out(stored, target, dependencies)
        else:
            await dependencies.registrations.put_in_outbox(entry_of(stored, target, now))
    except DependencyUnavailable:
        log.warning("%s: its outbox entry is put right by the next sweep", stored.key)
    return stored


def _event(  # noqa: PLR0913, PLR0917 (what a line of history is made of)
    moved: Registration, target: str, move: Move, reason: Reason, command: MoveDelivery, mover: Mover
) -> Event:
    """The line of history: whom it was handed to, and else what was done."""
    event = moved.event(mover.name, target)
    if move is not HANDED:
        # A delivery that is put back stands for its old reason again; the line says what was done.
        return event.model_copy(update={"reason": reason}) if move in (*TAKEN_UP, *REOPENED) else event
    whom = command.assigned.name if command.assigned else ""
    handed = Reason(code="handed" if whom else "handed-back", message=" ".join(filter(None, (whom, reason.message))))
    return event.model_copy(update={"at": moved.delivery_to(target).status_at, "reason": handed})


def _changes(
    registration: Registration, delivery: Delivery, move: Move, command: MoveDelivery, dependencies: Dependencies
) -> dict[str, Any]:
    """What the move changes beside the state."""
    if move is HANDED:
        return {"assigned": command.assigned}
    if move is CONFIRMED:
        now = dependencies.clock()
        return {"receipt": Receipt(id=command.receipt, at=now) if command.receipt else None}
    if move not in (SENT_AGAIN, RETRIED, TRIED_NOW):
        return {}
    journal = _to_go_on_from(registration, delivery, move, dependencies)
    return {"journal": journal, "attempts": 0, "own_faults": 0, "waits": None}


def _to_go_on_from(
    registration: Registration, delivery: Delivery, move: Move, dependencies: Dependencies
) -> dict[str, str]:
    if move is RETRIED:
        return {}  # Nothing is kept: what was refused may be what was uploaded.
    if move is TRIED_NOW:
        return delivery.journal
    name = target_name(registration, delivery.target, dependencies.definitions)
    return dict(dependencies.targets(name).again(delivery.journal))


async def _message(registration: Registration, target: str, dependencies: Dependencies) -> None:
    try:
        await dependencies.delivery_queue.send(registration.key.to(target))
    except DependencyUnavailable:
        log.warning("no message for %s; the sweeper will send it", registration.key)
