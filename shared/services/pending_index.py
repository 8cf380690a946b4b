"""Removes outbox entries of registrations that are delivered."""

from __future__ import annotations

from shared.domain.registration import FINAL, RegistrationKey
from shared.services.dependencies import Dependencies


async def remove_from_outbox(registration_key: RegistrationKey, dependencies: Dependencies) -> None:
    """Delete the outbox entry of a row that was seen to be final, or not to be there.

    A person may send the row again between the look and the deletion. Who does so writes the outbox entry after the row too,
    so of the two, one sees what the other did.
    """
    await dependencies.registrations.remove_from_outbox(registration_key)
    latest = await dependencies.registrations.get(registration_key)
    if latest is not None and latest.status not in FINAL:
        await dependencies.registrations.add_to_outbox(registration_key)
