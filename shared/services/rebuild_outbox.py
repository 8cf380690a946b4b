"""Writes the outbox anew from the rows, which are the truth."""

from __future__ import annotations

from collections.abc import AsyncIterator

from shared.domain.ports import Registrations
from shared.domain.waiting import OutboxEntry, entries_of


async def rebuild_outbox(registrations: Registrations) -> AsyncIterator[OutboxEntry]:
    """Put an entry of every delivery that is not over into the outbox, each as it is written. It reads through the whole store,
    and may be run at any time, again and again: entries that are there are written as the row says, and the sweeper takes out
    those that should not be. Raises `DependencyUnavailable`."""
    async for registration in registrations.every():
        # As if its message were sent long ago, so that the sweeper sends one where it is missing.
        for entry in entries_of(registration, registration.received_at):
            await registrations.put_in_outbox(entry)
            yield entry
