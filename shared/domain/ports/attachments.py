"""The store of attachments, and the record of those that wait for their registration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from shared.domain.attachments import AttachmentKey, Stored, Unregistered


class OtherContent(Exception):
    """Other content is stored under the key."""


class Attachments(Protocol):
    """The store of attachments. Every method raises `DependencyUnavailable("storage-unavailable")` when it does not answer."""

    async def put(self, key: AttachmentKey, content: bytes, facts: Stored) -> None:
        """Store it; storing the same again does nothing. Raises `OtherContent`, and changes nothing then."""
        ...

    async def get(self, key: AttachmentKey) -> tuple[Stored, bytes] | None: ...

    async def facts(self, key: AttachmentKey) -> Stored | None:
        """As `get`, without the content."""
        ...

    async def delete(self, key: AttachmentKey) -> None:
        """Delete an attachment, if it is there."""
        ...


class UnregisteredAttachments(Protocol):
    """The record of attachments that wait for their registration. Every method raises
    `DependencyUnavailable("storage-unavailable")`."""

    async def add(self, attachment: Unregistered) -> None:
        """Record an attachment, in place of an earlier record."""
        ...

    async def of_person(self, person_key: str) -> Sequence[Unregistered]: ...

    async def remove(self, keys: Sequence[AttachmentKey]) -> None:
        """Delete the records that are there."""
        ...

    async def mark(self, key: AttachmentKey, before: datetime, now: datetime) -> datetime | None:
        """Record that the attachment is about to be deleted, and return since when it is. None, and nothing is recorded, where
        its record is gone, or it was uploaded again and not `before` that time."""
        ...

    async def sent_before(self, moment: datetime, limit: int) -> Sequence[AttachmentKey]:
        """The attachments that were uploaded before a moment: at most `limit`, of all persons."""
        ...
