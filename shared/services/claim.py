"""Claims deliveries that are due, so that no other worker delivers them at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
import logging

from shared.domain.delivery import Delivery
from shared.domain.delivery_states import CLAIM, OUR_TRIES, is_over
from shared.domain.delivery_status import Status
from shared.domain.ports import WriteConflict
from shared.domain.registration import DeliveryKey, Registration
from shared.services.dependencies import Dependencies
from shared.services.held_targets import target_name
from shared.services.journal import ClaimedRow
from shared.services.outbox import take_out
from shared.services.target_traffic import Admission

log = logging.getLogger("feltskema.deliver")


@dataclass(frozen=True, slots=True)
class Claim:
    """The claimed deliveries of one registration.

    `admitted`: for each target, the traffic control's permission to send. `killing`: targets whose delivery has ended every
    earlier worker before it could record an outcome, and would probably end this one too.
    """

    row: ClaimedRow
    admitted: Mapping[str, Admission]
    killing: frozenset[str]

    @property
    def targets(self) -> Sequence[str]:
        return tuple(self.admitted)


CLAIM_TRIES = 5
"""How often a claim is tried again after a write conflict: the registration's other deliveries are stored in the same row."""

COMES_BACK_AFTER = timedelta(seconds=1)
"""When a delivery is tried again whose claim met a write conflict in every try."""


async def claim(delivery_key: DeliveryKey, dependencies: Dependencies, released: bool = False) -> Claim | None:
    """Claim the delivery, or all deliveries of the registration where the key names no target.

    Returns None where none is due, or none may be sent now. A delivery that may not be sent now is left unchanged, without a
    write, and is released later. Where every try met a write conflict, a message is sent for it: the sweeper would find it
    minutes later.
    """
    for attempt in range(1, CLAIM_TRIES + 1):
        try:
            return await _try_claim(delivery_key, dependencies, released)
        except WriteConflict:
            # Read the row again to see what is still due: the other write may have moved another delivery.
            await dependencies.pause_after_conflict(attempt)
    await dependencies.delivery_queue.send(delivery_key, COMES_BACK_AFTER, released)
    return None


async def _try_claim(delivery_key: DeliveryKey, dependencies: Dependencies, released: bool) -> Claim | None:
    """Try once to claim. Raises `WriteConflict`."""
    registration = await dependencies.registrations.get(delivery_key.registration)
    now = dependencies.clock()
    if registration is None:
        log.warning("no registration at %s", delivery_key)
        return None
    pointed_to = [d for d in registration.deliveries if delivery_key.target in ("", d.target)]
    for delivery in pointed_to:
        if is_over(delivery, now):
            await take_out(registration, delivery.target, dependencies)
    due = [delivery for delivery in pointed_to if delivery.due(now, released)]
    if due and (holds := await dependencies.held.every()):
        # The sweeper sends these messages when the target is no longer held.
        due = [d for d in due if target_name(registration, d.target, dependencies.definitions) not in holds]
    admitted = dict[str, Admission]()
    try:
        await _admit(registration, due, released, admitted, dependencies)
        if not admitted:
            return None
        return await _claimed(registration, [d for d in due if d.target in admitted], admitted, dependencies)
    except BaseException:
        for admission in admitted.values():
            await dependencies.traffic.give_back(admission)
        raise


async def _admit(
    registration: Registration,
    due: Sequence[Delivery],
    released: bool,
    admitted: dict[str, Admission],
    dependencies: Dependencies,
) -> None:
    """Add the deliveries that may be sent now to `admitted`, each with a place in its target's limit. For the others that may be
    sent soon, a delayed message is queued."""
    for delivery in due:
        name = target_name(registration, delivery.target, dependencies.definitions)
        admission = await dependencies.traffic.admit(name or "-", released)
        if admission.may_go:
            admitted[delivery.target] = admission
        elif admission.put_back is not None:
            key = registration.key.to(delivery.target)
            delay = admission.put_back + timedelta(seconds=1)  # The queue delays by whole seconds only.
            await dependencies.delivery_queue.send(key, delay, released)


async def _claimed(
    registration: Registration,
    due: Sequence[Delivery],
    admitted: Mapping[str, Admission],
    dependencies: Dependencies,
) -> Claim:
    """Store the claim. Raises `WriteConflict` where another worker was first."""
    now = dependencies.clock()
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
    # Only the first try gets a line of history; later ones are counted in the line of their outcome.
    first = next((delivery for delivery in due if delivery.status is Status.RECEIVED), None)
    event = claimed.event(target=first.target if len(due) == 1 else "") if first else None
    stored = await dependencies.registrations.change(claimed, event)
    killing = {d.target for d in due if _ran_out(d) and d.own_faults + 1 >= OUR_TRIES}
    return Claim(ClaimedRow(stored, dependencies), admitted, frozenset(killing))


def _ran_out(delivery: Delivery) -> bool:
    """Whether the previous worker was killed, or lost its claim, before it recorded an outcome."""
    return delivery.status is Status.DELIVERING
