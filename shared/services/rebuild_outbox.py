"""Rebuilds the outbox from the registrations."""

from __future__ import annotations

from collections.abc import AsyncIterator

from shared.domain.ports import Registrations
from shared.domain.waiting import OutboxEntry, entries_of


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
