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
"""Pointers looked at in one go. Far more than are ever on their way: those beyond would wait for these to be delivered."""

AT_ONCE = 20
"""Rows looked at side by side."""

ABANDONED = timedelta(minutes=15)
"""A pointer without a row this old belongs to a registration that was never accepted."""


async def sweep(work: Work) -> int:
    """Send a message for every pointer whose row should have been delivered by now; how many. Safe to run twice at once."""
    now = work.clock()
    pointers = await work.registrations.pending(AT_MOST)
    # Told each minute, also when nothing waits: alarms read how long the oldest has waited, and that the sweeper lives.
    oldest = max((now - written for _, written in pointers), default=timedelta(0))
    log.info("waiting: %d, oldest %d s", len(pointers), oldest.total_seconds())
    places = asyncio.Semaphore(AT_ONCE)

    async def one(pointer: Pointer, age: timedelta) -> bool:
        async with places:
            try:
                return await _look(pointer, age, work)
            except OutOfReach as problem:
                # The next minute looks again; the others are not to wait for it.
                log.warning("%s could not be looked at: %s", pointer, problem.code)
            except BaseException as error:
                # A row that nobody foresaw, e.g. of a newer package that was rolled back: it alone waits. Its kind only, since
                # the text may quote answers.
                log.error("%s could not be looked at: %s", pointer, type(error).__name__)
            return False

    old = [(pointer, now - written) for pointer, written in pointers if now - written >= work.patience]
    sent = sum(await asyncio.gather(*(one(pointer, age) for pointer, age in old)))
    if sent:
        log.warning("%d registrations had lost their message", sent)
    return sent


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
