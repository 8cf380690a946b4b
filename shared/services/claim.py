"""Claims a delivery that is due, so that nobody else delivers it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import logging

from shared.domain.delivery import Delivery, Status
from shared.domain.delivery_states import CLAIM, OUR_TRIES
from shared.domain.ports import WriteConflict
from shared.domain.registration import DeliveryKey
from shared.services.dependencies import Dependencies
from shared.services.journal import ClaimedRow
from shared.services.outbox import remove_from_outbox

log = logging.getLogger("feltskema.deliver")


@dataclass(frozen=True, slots=True)
class Claim:
    """`killing` are those whose workers were all ended before they could say what came of it: they end this one as well."""

    row: ClaimedRow
    targets: Sequence[str]
    killing: frozenset[str]


async def claim(delivery_key: DeliveryKey, dependencies: Dependencies) -> Claim | None:
    """Claim the delivery, or every one of the registration where the key names no target; None where none is due."""
    registration = await dependencies.registrations.get(delivery_key.registration)
    now = dependencies.clock()
    if registration is None:
        log.warning("no registration at %s", delivery_key)
        return None
    pointed_to = [d for d in registration.deliveries if delivery_key.target in ("", d.target)]
    for delivery in pointed_to:
        if delivery.status is Status.DELIVERED:
            await remove_from_outbox(registration.key.to(delivery.target), dependencies)
    due = [delivery for delivery in pointed_to if delivery.due(now)]
    if not due:
        return None
    claimed = registration
    for delivery in due:
        claimed = claimed.move(
            CLAIM,
            delivery.target,
            now,
            claimed_until=now + dependencies.lease,
            attempts=delivery.attempts + 1,
            own_faults=delivery.own_faults + _ran_out(delivery),
        )
    # A line of history for the first try alone: the later ones are counted where they come to the same.
    first = next((delivery for delivery in due if delivery.status is Status.RECEIVED), None)
    event = claimed.event(target=first.target if len(due) == 1 else "") if first else None
    try:
        stored = await dependencies.registrations.change(claimed, event)
    except WriteConflict:
        return None
    killing = {d.target for d in due if _ran_out(d) and d.own_faults + 1 >= OUR_TRIES}
    return Claim(ClaimedRow(stored, dependencies), [delivery.target for delivery in due], frozenset(killing))


def _ran_out(delivery: Delivery) -> bool:
    """Whether the worker before this one was ended, or lost its claim."""
    return delivery.status is Status.DELIVERING
