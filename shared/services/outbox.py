"""Removes a registration from the outbox once it is delivered."""

from __future__ import annotations

from shared.domain.delivery import Status
from shared.domain.registration import RegistrationKey
from shared.domain.waiting import entry_of
from shared.services.dependencies import Dependencies


async def remove_from_outbox(registration_key: RegistrationKey, dependencies: Dependencies) -> None:
    """Delete the outbox entry of a row that was seen to be delivered, which no move leads out of, or not to be there: that one
    may be stored between the look and the deletion, so it is looked for once more."""
    await dependencies.registrations.remove_from_outbox(registration_key)
    latest = await dependencies.registrations.get(registration_key)
    if latest is not None and latest.status is not Status.DELIVERED:
        await dependencies.registrations.put_in_outbox(entry_of(latest, dependencies.clock()))
