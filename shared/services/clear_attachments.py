"""Deletes attachments whose registration never arrived."""

from __future__ import annotations

from datetime import timedelta
import logging

from shared.domain.answers.attached import attached
from shared.domain.attachments import UNREGISTERED_LIFE, AttachmentKey
from shared.domain.ports import UNREADABLE
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.domain.registration import RegistrationKey
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.attachments")

MAX_DELETED = 1_000
"""How many attachments one run deletes; the next run takes the rest."""


ACCEPTED_WITHIN = timedelta(minutes=10)
"""A registration that was being accepted when its attachments were marked is stored by then."""


async def clear_attachments(dependencies: Dependencies) -> int:
    """Delete attachments whose registration never arrived; returns how many. Safe to run concurrently, and to interrupt.

    An attachment is marked first, and counts as not uploaded from then on, so that the phone sends it again with a late
    registration. A later run looks once more for the registration, and deletes what has none.
    """
    oldest_kept = dependencies.clock() - UNREGISTERED_LIFE
    deleted = 0
    for key in await dependencies.unregistered.sent_before(oldest_kept, MAX_DELETED):
        try:
            is_named = await _is_named(key, dependencies)
        except UNREADABLE as error:
            log.error("the registration of %s cannot be read, and its attachment stays: %s", key, type(error).__name__)
            continue
        if not is_named:
            now = dependencies.clock()
            marked_at = await dependencies.unregistered.mark(key, oldest_kept, now)
            if marked_at is None or now - marked_at < ACCEPTED_WITHIN:
                continue
            await dependencies.attachments.delete(key)
            deleted += 1
        await dependencies.unregistered.remove([key])
    if deleted:
        log.info("attachments without a registration: %d deleted", deleted)
    return deleted


async def _is_named(key: AttachmentKey, dependencies: Dependencies) -> bool:
    """Whether the registration did arrive, although the record of that was lost."""
    registration = await dependencies.registrations.get(RegistrationKey(person_key=key.person_key, id=key.registration))
    if registration is None:
        return False
    try:
        fields = dependencies.definitions.get(registration.app, registration.version).compiled.definition.fields
    except (UnknownApp, UnknownVersion):
        return True
    return any(attachment.id == key.id for attachment in attached(fields, registration.answers))
