"""Correct a registration that was refused: other content in its place, as a new try of the same one."""

from __future__ import annotations

import logging

from shared.domain.ports import WriteConflict
from shared.domain.problems import NotCorrectable, UnknownApp, UnknownVersion
from shared.domain.registration import Reason, Registration, Status
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.correct")


def is_correctable(registration: Registration, dependencies: Dependencies) -> bool:
    """Whether it was refused, and its journal shows that the target took nothing of it."""
    if registration.status is not Status.REFUSED:
        return False
    try:
        definition = dependencies.definitions.get(registration.app, registration.version).compiled.definition
    except (UnknownApp, UnknownVersion):
        return False
    return dependencies.targets(definition.target).has_nothing(registration.journal)


async def correct(
    refused: Registration, corrected: Registration, revision: int, dependencies: Dependencies
) -> Registration:
    """Store `corrected` in the place of `refused`, whose content is kept as its revision `revision`; what is stored then.

    Raises `NotCorrectable` where it is not that revision any more, or the target may have something of it. The message is for the
    caller to send.
    """
    if refused.revision != revision or not is_correctable(refused, dependencies):
        raise NotCorrectable
    content = corrected.model_dump(
        include={"version", "title", "follow_up", "answers", "digest", "answered_at", "not_cpr"}
    )
    # What was uploaded for the refused content is not of this one.
    started = {"journal": {}, "attempts": 0, "revision": revision + 1, "card": corrected.card}
    again = refused.moved(Status.RECEIVED, dependencies.clock(), Reason(code="corrected"), **content, **started)
    # Before the row and after it, as when a person sends again (`shared/services/resolve_delivery.py`).
    await dependencies.registrations.add_to_outbox(again.key)
    try:
        stored = await dependencies.registrations.change(again, again.event(again.person.name), earlier=refused)
    except WriteConflict:
        raise NotCorrectable from None
    await dependencies.registrations.add_to_outbox(stored.key)
    log.info("%s: corrected, revision %d", stored.key, stored.revision)
    return stored
