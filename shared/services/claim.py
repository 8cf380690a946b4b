"""Claims what is due of a registration, so that nobody else delivers it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import logging

from shared.domain.delivery import Delivery, Status
from shared.domain.delivery_states import CLAIM, OUR_TRIES
from shared.domain.ports import WriteConflict
from shared.domain.registration import RegistrationKey
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


async def claim(registration_key: RegistrationKey, dependencies: Dependencies) -> Claim | None:
    """Claim every delivery that is due; None where none is."""
    registration = await dependencies.registrations.get(registration_key)
    now = dependencies.clock()
    if registration is None:
        log.warning("no registration at %s", registration_key)
        return None
    if registration.status is Status.DELIVERED:
        await remove_from_outbox(registration_key, dependencies)
        return None
    due = [delivery for delivery in registration.deliveries if delivery.due(now)]
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
    event = claimed.event() if any(delivery.status is Status.RECEIVED for delivery in due) else None
    try:
        stored = await dependencies.registrations.change(claimed, event)
    except WriteConflict:
        return None
    killing = {d.target for d in due if _ran_out(d) and d.own_faults + 1 >= OUR_TRIES}
    return Claim(ClaimedRow(stored, dependencies), [delivery.target for delivery in due], frozenset(killing))


def _ran_out(delivery: Delivery) -> bool:
    """Whether the worker before this one was ended, or lost its claim."""
    return delivery.status is Status.DELIVERING
