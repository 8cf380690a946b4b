"""Removes a delivery from the outbox once it is delivered."""

from __future__ import annotations

from shared.domain.delivery import Status
from shared.domain.registration import DeliveryKey
from shared.domain.waiting import entry_of
from shared.services.dependencies import Dependencies


async def remove_from_outbox(delivery_key: DeliveryKey, dependencies: Dependencies) -> None:
    """Delete the outbox entry of a delivery that was seen to be delivered, which no move leads out of, or whose row was seen not
    to be there: that one may be stored between the look and the deletion, so it is looked for once more."""
    await dependencies.registrations.remove_from_outbox(delivery_key)
    latest = await dependencies.registrations.get(delivery_key.registration)
    if latest is not None and latest.delivery_to(delivery_key.target).status is not Status.DELIVERED:
        entry = entry_of(latest, delivery_key.target, dependencies.clock())
        await dependencies.registrations.put_in_outbox(entry)
