"""Relays the outbox: finds registrations whose message was lost, and sends it again."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
import logging

from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import FINAL, Registration, RegistrationKey
from shared.services.dependencies import Dependencies
from shared.services.log_event import log_event
from shared.services.pending_index import remove_from_outbox

log = logging.getLogger("feltskema.sweep")

MAX_ENTRIES = 5000
"""Outbox entries looked at in one go, about. The others have their turn in the next minutes."""

CONCURRENCY = 20
"""Rows looked at side by side."""

ABANDONED = timedelta(minutes=15)
"""An outbox entry without a row this old belongs to a registration that was never accepted."""


async def sweep(dependencies: Dependencies) -> int:
    """Send a message for every outbox entry whose turn it is and whose row should have been delivered by now; how many. Safe
    to run twice at once."""
    now = dependencies.clock()
    waiting = await dependencies.registrations.outbox(MAX_ENTRIES, next(dependencies.turns))
    # Logged each minute, also when nothing waits: alarms read how long the oldest has waited, and that the sweeper lives.
    oldest = now - waiting.since if waiting.since else timedelta(0)
    log_event(log, "outbox", waiting=waiting.count, oldest_seconds=int(oldest.total_seconds()))
    places, sent = asyncio.Semaphore(CONCURRENCY), list[RegistrationKey]()

    async def relay(registration_key: RegistrationKey, age: timedelta) -> None:
        async with places:
            if await _seen_to(registration_key, age, dependencies):
                sent.append(registration_key)

    old = [
        (registration_key, now - written)
        for registration_key, written in waiting.turn
        if now - written >= dependencies.patience
    ]
    try:
        async with asyncio.timeout(dependencies.budget.total_seconds()) as limit:
            await asyncio.gather(*(relay(registration_key, age) for registration_key, age in old))
    except TimeoutError:
        if not limit.expired():
            raise
        log.warning("the sweep took too long and stopped; the next minute goes on")
    if sent:
        log.warning("%d registrations had lost their message", len(sent))
    return len(sent)


async def _seen_to(registration_key: RegistrationKey, age: timedelta, dependencies: Dependencies) -> bool:
    try:
        return await _look(registration_key, age, dependencies)
    except DependencyUnavailable as problem:
        # The next look is soon; the others are not to wait for it.
        log.warning("%s could not be looked at: %s", registration_key, problem.code)
    except BaseException as error:
        if (task := asyncio.current_task()) and task.cancelling():
            raise  # The sweep's own time is over.
        # A row that nobody foresaw, e.g. of a newer package that was rolled back: it alone waits. Its kind only, since
        # the text may quote answers.
        log.error("%s could not be looked at: %s", registration_key, type(error).__name__)
    return False


async def _look(registration_key: RegistrationKey, age: timedelta, dependencies: Dependencies) -> bool:
    registration = await dependencies.registrations.get(registration_key)
    if registration is None:
        if age >= ABANDONED:
            await remove_from_outbox(registration_key, dependencies)
        return False
    if registration.status in FINAL:
        await remove_from_outbox(registration_key, dependencies)
        return False
    if not _overdue(registration, dependencies.clock(), dependencies.patience):
        return False
    await dependencies.delivery_queue.send(registration_key)
    return True


def _overdue(registration: Registration, now: datetime, patience: timedelta) -> bool:
    if registration.claimed_until is not None:
        return registration.claimed_until <= now
    if registration.retry_at is not None:
        return registration.retry_at + patience <= now
    return registration.status_at + patience <= now
