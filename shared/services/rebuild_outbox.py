"""Rebuilds the outbox from the registrations, as a whole or where an entry is missing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
import logging

from shared.domain.ports import Registrations
from shared.domain.waiting import OutboxEntry, entries_of

log = logging.getLogger("feltskema.outbox")

BEING_STORED = timedelta(hours=1)
"""A row may stand without its outbox entry for a moment: both are written at the same time, and a phone that got no answer sends
the registration again. An hour later nobody is at it any more."""


async def restore_outbox(registrations: Registrations, now: datetime) -> int:
    """Write the outbox entries that are missing, and return how many: a process can stop between row and entry, and the phone be
    lost before it sends the registration again. Reads the whole store. Raises `DependencyUnavailable`."""
    listed = {entry.key async for entry in registrations.outbox_entries()}
    restored = 0
    async for registration in registrations.every():
        if now - registration.received_at < BEING_STORED:
            continue
        for entry in entries_of(registration, registration.received_at, now):
            if entry.key not in listed:
                log.warning("the outbox entry of %s was missing", entry.key)
                await registrations.put_in_outbox(entry)
                restored += 1
    return restored


async def rebuild_outbox(registrations: Registrations) -> AsyncIterator[OutboxEntry]:
    """Write an outbox entry for every delivery that has not ended, and yield each as it is written.

    Reads the whole store. Safe to run at any time and repeatedly: existing entries are overwritten by what the row says, and the
    sweeper removes entries that should not exist. Raises `DependencyUnavailable`.
    """
    async for registration in registrations.every():
        # As if its message had been sent long ago, so that the sweeper sends one where it is missing.
        for entry in entries_of(registration, registration.received_at):
            await registrations.put_in_outbox(entry)
            yield entry
