"""Stores an attachment, and returns it to the person who sent it."""

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
    """Store an attachment; the same bytes again give the same answer.

    Raises `TooLarge`, `BadRequest` for no bytes, `UnknownKind` by the content, `Unreadable` for a picture that could not
    be put into the document, `DependencyUnavailable` when too many are looked at, `Conflict` when the id holds other bytes,
    `TooManyAttachments` when the person has sent too much that no registration names.
    """
    if len(content) > MAX_ATTACHMENT_BYTES:
        raise TooLarge(limit=MAX_ATTACHMENT_BYTES // 1024)
    if not content:
        raise BadRequest(name="body")
    kind = kind_of(content)
    if kind is None:
        raise UnknownKind
    # Now, while the person can take another picture; at delivery it would be too late.
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
    """Note an attachment that no registration names yet: before the file is stored, so that none lies there unseen."""
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
    """Read an attachment; `UnknownAttachment` when nothing is, or it is another person's."""
    stored = await dependencies.attachments.get(key)
    if stored is None:
        raise UnknownAttachment
    return stored
