"""Claims a delivery that is due, so that nobody else delivers it meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import logging

from shared.domain.delivery import Delivery, Status
from shared.domain.delivery_states import CLAIM, OUR_TRIES, is_over
from shared.domain.ports import WriteConflict
from shared.domain.registration import DeliveryKey
from shared.services.dependencies import Dependencies
from shared.services.held_targets import target_name
from shared.services.journal import ClaimedRow
from shared.services.outbox import take_out

log = logging.getLogger("feltskema.deliver")


@dataclass(frozen=True, slots=True)
class Claim:
    """`killing` are those whose workers were all ended before they could say what came of it: they end this one as well."""

    row: ClaimedRow
    targets: Sequence[str]
    killing: frozenset[str]


CLAIM_TRIES = 5
"""How often a claim is tried that another write came before: the other deliveries of the registration lie in the same row."""


async def claim(delivery_key: DeliveryKey, dependencies: Dependencies) -> Claim | None:
    """Claim the delivery, or every one of the registration where the key names no target; None where none is due, any more or
    yet."""
    for _ in range(CLAIM_TRIES):
        try:
            return await _claimed(delivery_key, dependencies)
        except WriteConflict:
            continue  # Whether it is still due, the row says: it may be another delivery that was moved.
    return None


async def _claimed(delivery_key: DeliveryKey, dependencies: Dependencies) -> Claim | None:
    """One try. Raises `WriteConflict`."""
    registration = await dependencies.registrations.get(delivery_key.registration)
    now = dependencies.clock()
    if registration is None:
        log.warning("no registration at %s", delivery_key)
        return None
    pointed_to = [d for d in registration.deliveries if delivery_key.target in ("", d.target)]
    for delivery in pointed_to:
        if is_over(delivery, now):
            await take_out(registration, delivery.target, dependencies)
    due = [delivery for delivery in pointed_to if delivery.due(now)]
    if due and (held := await dependencies.held.every()):
        # Left as it stands, without a write: the sweeper sends its message when the target is let go.
        due = [d for d in due if target_name(registration, d.target, dependencies.definitions) not in held]
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
    stored = await dependencies.registrations.change(claimed, event)
    killing = {d.target for d in due if _ran_out(d) and d.own_faults + 1 >= OUR_TRIES}
    return Claim(ClaimedRow(stored, dependencies), [delivery.target for delivery in due], frozenset(killing))


def _ran_out(delivery: Delivery) -> bool:
    """Whether the worker before this one was ended, or lost its claim."""
    return delivery.status is Status.DELIVERING
