"""Corrects a refused registration: new content replaces the old, and is delivered as a new try of the same registration."""

from __future__ import annotations

import asyncio
from datetime import datetime
import logging

from shared.domain.delivery import Delivery, Reason
from shared.domain.delivery_states import CORRECTED
from shared.domain.delivery_status import Status
from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable, NotCorrectable, UnknownApp, UnknownVersion
from shared.domain.registration import Registration
from shared.domain.waiting import entries_of
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.correct")

CORRECTION_TRIES = 5
"""How often a correction is tried again after a write conflict."""


def is_correctable(registration: Registration, dependencies: Dependencies) -> bool:
    """Whether every target has refused the registration, and no journal shows that a target took any part of it."""
    if any(delivery.status is not Status.REFUSED for delivery in registration.deliveries):
        return False
    try:
        definition = dependencies.definitions.get(registration.app, registration.version).compiled.definition
        targets = [
            (dependencies.targets(d.target or definition.first_target), d.journal) for d in registration.deliveries
        ]
    except (UnknownApp, UnknownVersion, KeyError):
        return False
    return all(target.has_nothing(journal) for target, journal in targets)


async def correct(
    refused: Registration, corrected: Registration, revision: int, dependencies: Dependencies
) -> Registration:
    """Store `corrected` in place of `refused`, whose content is kept as an earlier revision. Returns what was stored; the caller
    sends the messages.

    Raises `NotCorrectable` where the stored registration is no longer that revision, or a target may have taken part of it.
    """
    latest: Registration | None = refused
    for attempt in range(1, CORRECTION_TRIES + 1):
        if latest is None or latest.revision != revision or not is_correctable(latest, dependencies):
            break
        try:
            stored = await _store_correction(latest, corrected, dependencies)
        except WriteConflict:
            # It may have been handed to another person meanwhile: it can still be corrected.
            await dependencies.pause_after_conflict(attempt)
            latest = await dependencies.registrations.get(refused.key)
            continue
        log.info("%s: corrected, revision %d", stored.key, stored.revision)
        return stored
    raise NotCorrectable


async def _store_correction(refused: Registration, corrected: Registration, dependencies: Dependencies) -> Registration:
    """Store the correction with its outbox entries. Raises `WriteConflict`."""
    now = dependencies.clock()
    resubmitted = _resubmitted(refused, corrected, now)
    # The outbox entry is written first, as when a person sends again (`shared/services/move_delivery.py`).
    await asyncio.gather(*(dependencies.registrations.put_in_outbox(entry) for entry in entries_of(resubmitted, now)))
    stored = await dependencies.registrations.change(
        resubmitted, resubmitted.event(resubmitted.person.name), earlier=refused
    )
    left_out = {delivery.target for delivery in refused.deliveries} - {d.target for d in stored.deliveries}
    try:
        await asyncio.gather(
            *(dependencies.registrations.remove_from_outbox(stored.key.to(target)) for target in left_out)
        )
    except DependencyUnavailable:
        log.warning("%s: an outbox entry that is not needed any more is removed by the next sweep", stored.key)
    return stored


def _resubmitted(refused: Registration, corrected: Registration, now: datetime) -> Registration:
    """The registration with the corrected content, and a delivery to each target of the version that it was corrected in."""
    content = corrected.model_dump(
        include={"version", "title", "follow_up", "answers", "digest", "answered_at", "not_cpr", "case"}
    )
    effort = refused.effort + corrected.effort if refused.effort and corrected.effort else corrected.effort
    registration = refused.model_copy(
        update={**content, "revision": refused.revision + 1, "card": corrected.card, "effort": effort}
    )
    earlier = {delivery.target: delivery for delivery in refused.deliveries}
    deliveries = (earlier.get(delivery.target, delivery) for delivery in corrected.deliveries)
    return registration.with_deliveries(*(_anew(delivery, registration, now) for delivery in deliveries))


def _anew(delivery: Delivery, registration: Registration, now: datetime) -> Delivery:
    """The delivery as it is sent from the start: what was uploaded belongs to the refused content."""
    facts = {"journal": {}, "attempts": 0, "revision": registration.revision}
    return delivery.moved(CORRECTED.leads_to, registration.next_time(now), Reason(code=CORRECTED.name), **facts)
