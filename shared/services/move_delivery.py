"""Makes the moves that people may make, as the table in `shared/domain/delivery_states.py` allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
from typing import Any

from shared.domain.commands import MoveDelivery
from shared.domain.delivery import Delivery, Reason, Receipt
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
from shared.domain.delivery_status import Status
from shared.domain.ports import Target, WriteConflict
from shared.domain.problems import BadRequest, DependencyUnavailable, NotPossible, UnknownRegistration
from shared.domain.registration import Event, Registration
from shared.domain.text.cpr_numbers import masked
from shared.domain.text.time_format import danish_clock
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
"""What a person may do, and the moves that it can mean: the one that is allowed from the delivery's present state is made."""

REASONED = frozenset({"close", "park"})
"""Acts that need a written reason, so that others can understand them later."""

MOVE_TRIES = 5
"""How often a move is tried after a write conflict."""


@dataclass(frozen=True, slots=True)
class Mover:
    """The person who makes a move. `name` is shown in the history, `key` is logged."""

    key: str
    name: str
    who: Who


def possible_acts(delivery: Delivery, who: Who, now: datetime, may_be_there: bool = False) -> tuple[str, ...]:
    """What this person may do with the delivery in its present state. `may_be_there`: its target may have it, so it cannot be
    withdrawn. Sending again is among them from the first minute on; the answer to it says from what time it can be done."""
    moves = {act: _move(act, delivery, who) for act in ACTS}
    if _too_late(delivery, now):
        return ()
    return tuple(act for act, move in moves.items() if move is not None and not (may_be_there and move is WITHDRAWN))


def may_be_there(registration: Registration, delivery: Delivery, dependencies: Dependencies) -> bool:
    """Whether the delivery's journal leaves open that its target has it. Of a target that is not set up nobody knows what its
    steps mean: then any step does."""
    target = _target_of(registration, delivery, dependencies)
    return not target.has_nothing(delivery.journal) if target else bool(delivery.journal)


async def move_delivery(command: MoveDelivery, mover: Mover, dependencies: Dependencies) -> Registration:
    """Make the move, and return the registration afterwards.

    Raises `UnknownRegistration`, `BadRequest` where a reason is missing, and `NotPossible` where the table allows no such move
    from the present state or to this person, another write came first, the delivery is no longer as the person saw it, its target
    may have what is to be withdrawn, or may still work on what is to be sent again.
    """
    if command.act in REASONED and not command.reason:
        raise BadRequest(name="reason")
    state_since: datetime | None = None
    for attempt in range(1, MOVE_TRIES + 1):
        registration, delivery = await _find_delivery(command, dependencies)
        if state_since not in (None, delivery.status_at):
            break
        state_since = delivery.status_at
        move = _possible(command, registration, delivery, mover, dependencies)
        try:
            stored = await _store_move(registration, delivery, move, command, mover, dependencies)
        except WriteConflict:
            # The registration's other deliveries are stored in the same row: if this one is unchanged, it can still be moved.
            await dependencies.pause_after_conflict(attempt)
            continue
        by, target = mover.key or "-", delivery.target or "-"
        log_event(log, "move", move=move.name, registration=stored.key, target=target, by=by)
        return stored
    raise NotPossible


async def _find_delivery(command: MoveDelivery, dependencies: Dependencies) -> tuple[Registration, Delivery]:
    registration = await dependencies.registrations.get(command.registration)
    delivery = _meant(registration, command.target) if registration else None
    if registration is None or delivery is None:
        raise UnknownRegistration
    return registration, delivery


def _possible(
    command: MoveDelivery, registration: Registration, delivery: Delivery, mover: Mover, dependencies: Dependencies
) -> Move:
    """Return the move that the command means. Raises `NotPossible`."""
    if command.etag not in ("", delivery.etag):
        raise NotPossible("moved-meanwhile")
    move = _move(command.act, delivery, mover.who)
    if move is None or delivery.has_moved_since(command.seen_at):
        raise NotPossible
    if _too_late(delivery, dependencies.clock()):
        raise NotPossible("too-late-to-reopen")
    if move is WITHDRAWN and may_be_there(registration, delivery, dependencies):
        raise NotPossible
    if move is SENT_AGAIN:
        _refuse_too_early(delivery, dependencies)
    return move


def _refuse_too_early(delivery: Delivery, dependencies: Dependencies) -> None:
    """Raise `NotPossible` where the target may still work on the request whose answer was lost: whoever looks now may see nothing
    there, and it would be there twice. It names the first whole minute at which it can be done."""
    earliest = delivery.stands_since + dependencies.send_again_after
    if dependencies.clock() < earliest:
        whole_minute = danish_clock(earliest + timedelta(seconds=60, microseconds=-1))
        raise NotPossible("too-early-to-resend", time=f"{whole_minute:%H:%M}")


def _move(act: str, delivery: Delivery, who: Who) -> Move | None:
    return next((move for move in ACTS[act] if who in move.by and is_possible(move, delivery)), None)


def _too_late(delivery: Delivery, now: datetime) -> bool:
    return delivery.status is Status.CLOSED and now - delivery.status_at > REOPENED_WITHIN


def _meant(registration: Registration, target: str | None) -> Delivery | None:
    if target is None:
        return registration.delivery
    return next((delivery for delivery in registration.deliveries if delivery.target == target), None)


async def _store_move(  # noqa: PLR0913, PLR0917 (what a move is made of)
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
        # The outbox entry is written first: a row without one would never be found again if the process stopped here.
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
    """The line of history: whom the delivery was handed to, or what was done."""
    event = moved.event(mover.name, target)
    if move is not HANDED:
        # A delivery that is taken up again has its old reason; the line says what was done.
        return event.model_copy(update={"reason": reason}) if move in (*TAKEN_UP, *REOPENED) else event
    whom = command.assigned.name if command.assigned else ""
    handed = Reason(code="handed" if whom else "handed-back", message=" ".join(filter(None, (whom, reason.message))))
    return event.model_copy(update={"at": moved.delivery_to(target).status_at, "reason": handed})


def _changes(
    registration: Registration, delivery: Delivery, move: Move, command: MoveDelivery, dependencies: Dependencies
) -> dict[str, Any]:
    """What the move changes besides the state."""
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
    if move is RETRIED and not may_be_there(registration, delivery, dependencies):
        return {}  # Start over: the uploaded files may be what was refused.
    if move in (RETRIED, TRIED_NOW):
        return delivery.journal
    target = _target_of(registration, delivery, dependencies)
    if target is None:
        return {}  # This package lacks the target or the form. A person has looked: start over when it has them again.
    return dict(target.steps_for_retry(delivery.journal))


def _target_of(registration: Registration, delivery: Delivery, dependencies: Dependencies) -> Target | None:
    """The delivery's target; None for one that is not set up, or whose definition is gone."""
    try:
        return dependencies.targets(target_name(registration, delivery.target, dependencies.definitions))
    except KeyError:
        return None


async def _message(registration: Registration, target: str, dependencies: Dependencies) -> None:
    try:
        await dependencies.delivery_queue.send(registration.key.to(target))
    except DependencyUnavailable:
        log.warning("no message for %s; the sweeper will send it", registration.key)
