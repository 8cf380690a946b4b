"""Deletes attachments whose registration never arrived."""

from __future__ import annotations

import logging

from shared.domain.answers.attached import attached
from shared.domain.attachments import UNREGISTERED_LIFE, AttachmentKey
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.domain.registration import RegistrationKey
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.attachments")

MAX_DELETED = 1_000
"""How many attachments one run deletes; the next run takes the rest."""


async def clear_attachments(dependencies: Dependencies) -> int:
    """Delete attachments whose registration never arrived; returns how many. Safe to run concurrently, and to interrupt."""
    keys = await dependencies.unregistered.sent_before(dependencies.clock() - UNREGISTERED_LIFE, MAX_DELETED)
    deleted = 0
    for key in keys:
        if not await _is_named(key, dependencies):
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
