"""Relays the outbox: finds deliveries whose message was lost, and sends it again."""

from __future__ import annotations

import asyncio
from collections.abc import Container
from dataclasses import replace
from datetime import datetime, timedelta
import logging

from shared.domain.delivery import CLAIMABLE
from shared.domain.delivery_states import NEED_A_PERSON, NOT_RETRIED, is_over
from shared.domain.delivery_status import Status
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import DeliveryKey, Registration
from shared.domain.text.time_format import workday_time
from shared.domain.waiting import Group, OutboxEntry, Waiting, as_waiting, bucket, entries_of, entry_of
from shared.services.dependencies import Dependencies
from shared.services.held_targets import target_name
from shared.services.log_event import log_event
from shared.services.outbox import drop_pointer, take_out

log = logging.getLogger("feltskema.sweep")

MAX_ENTRIES = 5000
"""How many outbox entries one run looks at, about. Later runs look at the others."""

CONCURRENCY = 20
"""Rows read concurrently."""

SELDOM = 16
"""Deliveries that wait for a person are looked at in one of this many sweeps."""

MINUTES_BETWEEN_COUNTS = 10
"""Minutes between two counts of what waits; the count is stored for its hour."""

CLOCKS_APART = timedelta(minutes=1)
"""How far our clock and the queue's may differ."""

ABANDONED = timedelta(minutes=15)
"""An outbox entry of this age without a row belongs to a registration that was never accepted."""


async def sweep(dependencies: Dependencies) -> int:
    """Send a message for every outbox entry whose turn it is and whose delivery should have been made by now; returns how many.
    Safe to run concurrently."""
    now, turn = dependencies.clock(), next(dependencies.turns)
    waiting = await dependencies.registrations.outbox(MAX_ENTRIES, turn)
    _log_waiting(waiting, now)
    await _log_held(now, dependencies)
    await _count(waiting, now, turn, dependencies)
    front, in_turn = await _front(dependencies), await dependencies.traffic.waiting_rooms()
    places, sent = asyncio.Semaphore(CONCURRENCY), list[DeliveryKey]()

    async def relay(entry: OutboxEntry) -> None:
        async with places:
            if await _checked(entry, front, dependencies):
                sent.append(entry.key)

    old = [
        entry
        for entry in waiting.turn
        if now - entry.sent_at >= dependencies.patience and _has_its_turn(entry, turn, in_turn)
    ]
    try:
        async with asyncio.timeout(dependencies.budget.total_seconds()) as limit:
            await asyncio.gather(*(relay(entry) for entry in old))
    except TimeoutError:
        if not limit.expired():
            raise
        log.warning("the sweep took too long and stopped; the next minute goes on")
    if sent:
        log.warning("%d deliveries had lost their message", len(sent))
    return len(sent)


def _log_waiting(waiting: Waiting, now: datetime) -> None:
    """Log the outbox's state each minute, also when nothing waits: alarms read how long the oldest has waited, and that the
    sweeper runs."""

    def numbers(group: Group) -> dict[str, int]:
        oldest = now - group.since if group.since else timedelta(0)
        return {"waiting": group.count, "oldest_seconds": int(oldest.total_seconds())}

    log_event(log, "outbox", **numbers(waiting.under_way))
    for status in NEED_A_PERSON:
        group = waiting.group(status)
        on_workdays = int(workday_time(group.since or now, now).total_seconds())
        log_event(log, "attention", status=status, **numbers(group), workday_seconds=on_workdays)


async def _log_held(now: datetime, dependencies: Dependencies) -> None:
    """Log each held target, and for how long; an alarm reads it."""
    try:
        holds = await dependencies.held.every()
    except DependencyUnavailable as problem:
        log.warning("nobody knows which targets are held: %s", problem.code)
        return
    for target, hold in holds.items():
        log_event(log, "held", target=target, seconds=int((now - hold.since).total_seconds()))


async def _count(waiting: Waiting, now: datetime, turn: int, dependencies: Dependencies) -> None:
    """Store how much waits in this hour, for the trend: six writes an hour, however much waits."""
    if turn % MINUTES_BETWEEN_COUNTS:
        return
    try:
        await dependencies.tallies.save(now.replace(minute=0, second=0, microsecond=0), waiting.piles)
    except DependencyUnavailable as problem:
        log.warning("the hour could not be counted: %s", problem.code)


def _has_its_turn(entry: OutboxEntry, turn: int, in_turn: Container[str]) -> bool:
    """Whether this sweep looks at the entry. Deliveries that wait for a person, or for their turn in a waiting room, are checked
    now and then only."""
    stays = entry.status in NOT_RETRIED or entry.target in in_turn
    return not stays or (bucket(entry.registration) + turn) % SELDOM == 0


async def _front(dependencies: Dependencies) -> datetime | None:
    try:
        return await dependencies.delivery_queue.front()
    except DependencyUnavailable:
        return None


async def _checked(entry: OutboxEntry, front: datetime | None, dependencies: Dependencies) -> bool:
    try:
        return await _check_entry(entry, front, dependencies)
    except DependencyUnavailable as problem:
        # The next sweep is soon; the other entries must not wait for this one.
        log.warning("%s could not be looked at: %s", entry.key, problem.code)
    except BaseException as error:
        if (task := asyncio.current_task()) and task.cancelling():
            raise  # The sweep's own time limit.
        # A row that cannot be read, e.g. written by a newer package that was rolled back, delays only itself. Only the error's
        # type is logged, since its text may quote answers.
        log.error("%s could not be looked at: %s", entry.key, type(error).__name__)
    return False


async def _check_entry(entry: OutboxEntry, front: datetime | None, dependencies: Dependencies) -> bool:
    registration, now = await dependencies.registrations.get(entry.registration), dependencies.clock()
    if registration is None:
        if now - entry.sent_at >= ABANDONED:
            await drop_pointer(entry, dependencies)
        return False
    if entry.target not in (delivery.target for delivery in registration.deliveries):
        await _put_one_each(entry, registration, dependencies)
        return False
    delivery = registration.delivery_to(entry.target)
    if is_over(delivery, now):
        await take_out(registration, entry.target, dependencies, entry.version)
        return False
    same_status = delivery.status in (entry.status, Status.DELIVERING) or as_waiting(delivery.status) is entry.status
    reported = same_status and delivery.assigned_key == entry.assigned
    expected = delivery.expected_at(dependencies.patience)
    overdue = delivery.status in CLAIMABLE and expected <= now and not _under_way(expected, entry, front)
    if overdue and await _waits_its_turn(registration, entry.target, dependencies):
        overdue = False
    if overdue:
        await dependencies.delivery_queue.send(entry.key)
    if overdue or not reported:
        # Counted as what it is, and its message as sent: one is under way, and no more.
        corrected = entry if reported else entry_of(registration, entry.target, entry.sent_at)
        await dependencies.registrations.put_in_outbox(replace(corrected, sent_at=now) if overdue else corrected)
    return overdue


async def _waits_its_turn(registration: Registration, target: str, dependencies: Dependencies) -> bool:
    """Whether a message would be wasted: the target is held, or its waiting room releases deliveries in order."""
    name = target_name(registration, target, dependencies.definitions)
    if name in await dependencies.held.every():
        return True
    return (await dependencies.traffic.states.state(name or "-")).has_room(dependencies.clock())


async def _put_one_each(entry: OutboxEntry, registration: Registration, dependencies: Dependencies) -> None:
    """Replace an entry of the time before each delivery had its own."""
    for own_entry in entries_of(registration, entry.sent_at):
        await dependencies.registrations.put_in_outbox(own_entry)
    await dependencies.registrations.remove_from_outbox(entry.key, entry.version)


def _under_way(expected: datetime, entry: OutboxEntry, front: datetime | None) -> bool:
    """Whether its message may still be on the queue, behind the one at the front."""
    return front is not None and front - CLOCKS_APART <= max(expected, entry.sent_at)
