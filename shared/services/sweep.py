"""Find registrations whose message was lost, and send it again."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
import logging

from shared.domain.problems import OutOfReach
from shared.domain.registration import FINAL, Pointer, Registration
from shared.services.pointers import drop
from shared.services.work import Work

log = logging.getLogger("feltskema.sweep")

AT_MOST = 5000
"""Pointers looked at in one go, about. The others have their turn in the next minutes."""

AT_ONCE = 20
"""Rows looked at side by side."""

ABANDONED = timedelta(minutes=15)
"""A pointer without a row this old belongs to a registration that was never accepted."""


async def sweep(work: Work) -> int:
    """Send a message for every pointer whose turn it is and whose row should have been delivered by now; how many. Safe to run
    twice at once."""
    now = work.clock()
    waiting = await work.registrations.pending(AT_MOST, next(work.turns))
    # Told each minute, also when nothing waits: alarms read how long the oldest has waited, and that the sweeper lives.
    oldest = now - waiting.since if waiting.since else timedelta(0)
    log.info("waiting: %d, oldest %d s", waiting.count, oldest.total_seconds())
    places, sent = asyncio.Semaphore(AT_ONCE), list[Pointer]()

    async def one(pointer: Pointer, age: timedelta) -> None:
        async with places:
            if await _seen_to(pointer, age, work):
                sent.append(pointer)

    old = [(pointer, now - written) for pointer, written in waiting.turn if now - written >= work.patience]
    try:
        async with asyncio.timeout(work.budget.total_seconds()) as limit:
            await asyncio.gather(*(one(pointer, age) for pointer, age in old))
    except TimeoutError:
        if not limit.expired():
            raise
        log.warning("the sweep took too long and stopped; the next minute goes on")
    if sent:
        log.warning("%d registrations had lost their message", len(sent))
    return len(sent)


async def _seen_to(pointer: Pointer, age: timedelta, work: Work) -> bool:
    try:
        return await _look(pointer, age, work)
    except OutOfReach as problem:
        # The next look is soon; the others are not to wait for it.
        log.warning("%s could not be looked at: %s", pointer, problem.code)
    except BaseException as error:
        if (task := asyncio.current_task()) and task.cancelling():
            raise  # The sweep's own time is over.
        # A row that nobody foresaw, e.g. of a newer package that was rolled back: it alone waits. Its kind only, since
        # the text may quote answers.
        log.error("%s could not be looked at: %s", pointer, type(error).__name__)
    return False


async def _look(pointer: Pointer, age: timedelta, work: Work) -> bool:
    registration = await work.registrations.get(pointer)
    if registration is None:
        if age >= ABANDONED:
            await drop(pointer, work)
        return False
    if registration.status in FINAL:
        await drop(pointer, work)
        return False
    if not _overdue(registration, work.clock(), work.patience):
        return False
    await work.outbox.send(pointer)
    return True


def _overdue(registration: Registration, now: datetime, patience: timedelta) -> bool:
    if registration.claimed_until is not None:
        return registration.claimed_until <= now
    if registration.retry_at is not None:
        return registration.retry_at + patience <= now
    return registration.status_at + patience <= now
