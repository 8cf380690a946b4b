"""Corrects a refused registration: new content replaces the old, and is delivered as a new try of the same registration."""

from __future__ import annotations

import asyncio
from datetime import datetime
import logging

from shared.domain.delivery import Delivery, Reason
from shared.domain.delivery_states import CORRECTED
from shared.domain.delivery_status import Status
from shared.domain.ports import WriteConflict
from shared.domain.problems import NotCorrectable, UnknownApp, UnknownVersion
from shared.domain.registration import Registration
from shared.domain.waiting import entries_of
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.correct")


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
    if refused.revision != revision or not is_correctable(refused, dependencies):
        raise NotCorrectable
    content = corrected.model_dump(
        include={"version", "title", "follow_up", "answers", "digest", "answered_at", "not_cpr", "case"}
    )
    now = dependencies.clock()
    effort = refused.effort + corrected.effort if refused.effort and corrected.effort else corrected.effort
    registration = refused.model_copy(
        update={**content, "revision": revision + 1, "card": corrected.card, "effort": effort}
    )
    # What was uploaded belongs to the refused content.
    resubmitted = registration.with_deliveries(*(_anew(delivery, registration, now) for delivery in refused.deliveries))
    # The outbox entry is written first, as when a person sends again (`shared/services/resolve_delivery.py`).
    await asyncio.gather(*(dependencies.registrations.put_in_outbox(entry) for entry in entries_of(resubmitted, now)))
    try:
        stored = await dependencies.registrations.change(
            resubmitted, resubmitted.event(resubmitted.person.name), earlier=refused
        )
    except WriteConflict:
        raise NotCorrectable from None
    log.info("%s: corrected, revision %d", stored.key, stored.revision)
    return stored


def _anew(delivery: Delivery, registration: Registration, now: datetime) -> Delivery:
    facts = {"journal": {}, "attempts": 0, "revision": registration.revision}
    return delivery.moved(CORRECTED.leads_to, registration.next_time(now), Reason(code=CORRECTED.name), **facts)
