"""Find registrations whose message was lost, and send it again."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
import logging

from shared.domain.registration import FINAL, Pointer, Registration
from shared.services.work import Work

log = logging.getLogger("feltskema.sweep")

AT_MOST = 200
"""Pointers looked at in one go; the rest wait for the next minute."""

ABANDONED = timedelta(minutes=15)
"""A pointer without a row this old belongs to a registration that was never accepted."""


async def sweep(work: Work) -> int:
    """Send a message for every pointer whose row should have been delivered by now; how many. Safe to run twice at once."""
    now = work.clock()
    pointers = await work.registrations.pending(AT_MOST)
    # Told each minute, also when nothing waits: alarms read how long the oldest has waited, and that the sweeper lives.
    oldest = max((now - written for _, written in pointers), default=timedelta(0))
    log.info("waiting: %d, oldest %d s", len(pointers), oldest.total_seconds())
    old = [(pointer, now - written) for pointer, written in pointers if now - written >= work.patience]
    sent = await asyncio.gather(*(_look(pointer, age, work) for pointer, age in old))
    if any(sent):
        log.warning("%d registrations had lost their message", sum(sent))
    return sum(sent)


async def _look(pointer: Pointer, age: timedelta, work: Work) -> bool:
    registration = await work.registrations.get(pointer)
    if registration is None:
        if age >= ABANDONED:
            await work.registrations.settled(pointer)
        return False
    if registration.status in FINAL:
        await work.registrations.settled(pointer)
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
