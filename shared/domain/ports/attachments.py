"""The store of attachments, and which of them wait for their registration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from shared.domain.attachments import AttachmentKey, Stored, Unregistered


class OtherContent(Exception):
    """Something else is stored under the key."""


class Attachments(Protocol):
    """The store of attachments. Every method raises `DependencyUnavailable("storage-unavailable")` when it does not answer."""

    async def put(self, key: AttachmentKey, content: bytes, facts: Stored) -> None:
        """Store it; the same again is fine. Raises `OtherContent`, and changes nothing then."""
        ...

    async def get(self, key: AttachmentKey) -> tuple[Stored, bytes] | None: ...

    async def facts(self, key: AttachmentKey) -> Stored | None:
        """As `get`, without the content."""
        ...

    async def delete(self, key: AttachmentKey) -> None:
        """Delete an attachment; nothing happens when it is gone already."""
        ...


class UnregisteredAttachments(Protocol):
    """Which attachments wait for their registration. Every method raises `DependencyUnavailable("storage-unavailable")`."""

    async def add(self, attachment: Unregistered) -> None:
        """Note an attachment; the same again is fine."""
        ...

    async def of_person(self, person_key: str) -> Sequence[Unregistered]: ...

    async def remove(self, keys: Sequence[AttachmentKey]) -> None:
        """Delete notes; nothing happens to those that are gone already."""
        ...

    async def sent_before(self, moment: datetime, limit: int) -> Sequence[AttachmentKey]:
        """The attachments that were sent before a moment: at most `limit`, of all persons."""
        ...
