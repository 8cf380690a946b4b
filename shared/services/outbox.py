"""Removes finished deliveries from the outbox after counting them."""

from __future__ import annotations

from shared.domain.delivery_states import CONFIRMED, is_over
from shared.domain.delivery_status import Status
from shared.domain.ports import taken_line
from shared.domain.registration import Registration
from shared.domain.waiting import OutboxEntry, entry_of
from shared.services.dependencies import Dependencies
from shared.services.held_targets import target_name


async def take_out(registration: Registration, target: str, dependencies: Dependencies, version: str = "") -> None:
    """Delete the outbox entry of a delivery that has ended for good; of one that was listed, only this `version`.

    A successful delivery is counted first: if the process stops between the two, the entry is still there, and the sweeper does
    both again.
    """
    delivery = registration.delivery_to(target)
    if delivery.status is Status.DELIVERED:
        confirmed = delivery.reason is not None and delivery.reason.code == CONFIRMED.name
        line = taken_line(registration.key, delivery.receipt, delivery.status_at, confirmed)
        await dependencies.receipts.note(target_name(registration, target, dependencies.definitions), line)
    await dependencies.registrations.remove_from_outbox(registration.key.to(target), version)


async def drop_pointer(listed: OutboxEntry, dependencies: Dependencies) -> None:
    """Delete an outbox entry whose row does not exist. An entry that was written since belongs to a registration that is sent
    again just now, and stays. The row may have been stored between the look and the deletion, so it is looked for once more
    afterwards."""
    delivery_key = listed.key
    await dependencies.registrations.remove_from_outbox(delivery_key, listed.version)
    latest = await dependencies.registrations.get(delivery_key.registration)
    if latest is not None and not is_over(latest.delivery_to(delivery_key.target), dependencies.clock()):
        entry = entry_of(latest, delivery_key.target, dependencies.clock())
        await dependencies.registrations.put_in_outbox(entry)
