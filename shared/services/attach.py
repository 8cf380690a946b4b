"""Stores an attachment, and returns it to the person who uploaded it."""

from __future__ import annotations

from hashlib import sha256

from shared.domain.attachments import (
    MAX_ATTACHMENT_BYTES,
    MAX_UNREGISTERED,
    MAX_UNREGISTERED_BYTES,
    PDF,
    UNREGISTERED_LIFE,
    AttachmentKey,
    Stored,
    Unregistered,
    kind_of,
)
from shared.domain.ports import OtherContent
from shared.domain.problems import (
    BadRequest,
    Conflict,
    TooLarge,
    TooManyAttachments,
    UnknownAttachment,
    UnknownKind,
    Unreadable,
)
from shared.services.dependencies import Dependencies


async def attach(key: AttachmentKey, content: bytes, dependencies: Dependencies) -> Stored:
    """Store an attachment. Uploading the same bytes again gives the same answer.

    Raises `TooLarge`; `BadRequest` for an empty body; `UnknownKind` when the content is of no accepted type; `Unreadable` for a
    picture that could not be drawn in the document; `DependencyUnavailable` when too many uploads are being checked; `Conflict`
    when the id holds other bytes; `TooManyAttachments` when the person has uploaded too much that no registration names.
    """
    if len(content) > MAX_ATTACHMENT_BYTES:
        raise TooLarge(limit=MAX_ATTACHMENT_BYTES // 1024)
    if not content:
        raise BadRequest(name="body")
    kind = kind_of(content)
    if kind is None:
        raise UnknownKind
    # Checked at upload, while the person can still take another picture; at delivery it would be too late.
    if kind != PDF and not await dependencies.drawable(content):
        raise Unreadable
    facts = Stored(kind, len(content), sha256(content).hexdigest())
    await _note(Unregistered(key, len(content), dependencies.clock()), dependencies)
    try:
        await dependencies.attachments.put(key, content, facts)
    except OtherContent:
        raise Conflict("attachment-conflict") from None
    return facts


async def _note(attachment: Unregistered, dependencies: Dependencies) -> None:
    """Record that no registration names this attachment yet. This is written before the file is stored, so that every unused file
    is found."""
    waiting = [
        unregistered
        for unregistered in await dependencies.unregistered.of_person(attachment.key.person_key)
        if unregistered.key != attachment.key
    ]
    size = sum(unregistered.size for unregistered in waiting) + attachment.size
    if len(waiting) >= MAX_UNREGISTERED or size > MAX_UNREGISTERED_BYTES:
        raise TooManyAttachments(days=UNREGISTERED_LIFE.days)
    await dependencies.unregistered.add(attachment)


async def attachment(key: AttachmentKey, dependencies: Dependencies) -> tuple[Stored, bytes]:
    """Read an attachment. Raises `UnknownAttachment` when there is none, or when it is another person's."""
    stored = await dependencies.attachments.get(key)
    if stored is None:
        raise UnknownAttachment
    return stored
