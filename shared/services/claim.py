"""Claims a delivery that is due, so that nobody else delivers it meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
import logging

from shared.domain.delivery import Delivery, Status
from shared.domain.delivery_states import CLAIM, OUR_TRIES, is_over
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
    """`admitted` has for each of `targets` that it may go out; `killing` are those whose workers were all ended before they could
    say what came of it: they end this one as well."""

    row: ClaimedRow
    admitted: Mapping[str, Admission]
    killing: frozenset[str]

    @property
    def targets(self) -> Sequence[str]:
        return tuple(self.admitted)


CLAIM_TRIES = 5
"""How often a claim is tried again after another write came first: the registration's other deliveries are in the same row."""

PAUSE = 0.1
"""Seconds before the second try at most; before each later one as much more."""

COMES_BACK_AFTER = timedelta(seconds=1)
"""When a delivery whose every try met another write is taken up again."""


async def claim(delivery_key: DeliveryKey, dependencies: Dependencies, released: bool = False) -> Claim | None:
    """Claim the delivery, or every one of the registration where the key names no target; None where none is due, or may go out
    now: that one is left as it stands, without a write, and comes back in its turn. Where others are always first, a message
    is sent for it: the sweeper would find it minutes later."""
    for attempt in range(1, CLAIM_TRIES + 1):
        try:
            return await _try_claim(delivery_key, dependencies, released)
        except WriteConflict:
            # The row says whether it is still due: the write may have moved another delivery, whose worker writes on.
            await dependencies.pause(PAUSE * attempt * dependencies.chance())
    await dependencies.delivery_queue.send(delivery_key, COMES_BACK_AFTER, released)
    return None


async def _try_claim(delivery_key: DeliveryKey, dependencies: Dependencies, released: bool) -> Claim | None:
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
    due = [delivery for delivery in pointed_to if delivery.due(now, released)]
    if due and (held := await dependencies.held.every()):
        # The sweeper sends its message when the target is let go.
        due = [d for d in due if target_name(registration, d.target, dependencies.definitions) not in held]
    admitted = await _admitted(registration, due, released, dependencies)
    if not admitted:
        return None
    try:
        return await _claimed(registration, [d for d in due if d.target in admitted], admitted, dependencies)
    except BaseException:
        for admission in admitted.values():
            dependencies.traffic.limiter.give_back(admission.target, unused=not admission.is_trial)
        raise


async def _admitted(
    registration: Registration, due: Sequence[Delivery], released: bool, dependencies: Dependencies
) -> Mapping[str, Admission]:
    """Those that may go out now, each with its place taken; of the others a message is sent where they come back soon."""
    admitted = dict[str, Admission]()
    for delivery in due:
        name = target_name(registration, delivery.target, dependencies.definitions)
        admission = await dependencies.traffic.admit(name or "-", released)
        if admission.may_go:
            admitted[delivery.target] = admission
        elif admission.put_back is not None:
            key = registration.key.to(delivery.target)
            delay = admission.put_back + timedelta(seconds=1)  # Whole seconds alone are kept.
            await dependencies.delivery_queue.send(key, delay, released)
    return admitted


async def _claimed(
    registration: Registration,
    due: Sequence[Delivery],
    admitted: Mapping[str, Admission],
    dependencies: Dependencies,
) -> Claim:
    """Store the claim. Raises `WriteConflict` where somebody else was first."""
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
    # A line of history for the first try alone: the later ones are counted where they come to the same.
    first = next((delivery for delivery in due if delivery.status is Status.RECEIVED), None)
    event = claimed.event(target=first.target if len(due) == 1 else "") if first else None
    stored = await dependencies.registrations.change(claimed, event)
    killing = {d.target for d in due if _ran_out(d) and d.own_faults + 1 >= OUR_TRIES}
    return Claim(ClaimedRow(stored, dependencies), admitted, frozenset(killing))


def _ran_out(delivery: Delivery) -> bool:
    """Whether the worker before this one was ended, or lost its claim."""
    return delivery.status is Status.DELIVERING
