"""Attachments, in memory."""

from __future__ import annotations

from shared.domain.attachments import AttachmentKey, OtherContent, Stored


async def any_picture(content: bytes) -> bool:
    """In place of looking at it."""
    return True


class MemoryAttachments:
    """Implements `Attachments`."""

    def __init__(self) -> None:
        self.files: dict[AttachmentKey, tuple[Stored, bytes]] = {}

    async def put(self, key: AttachmentKey, content: bytes, facts: Stored) -> None:
        if key in self.files and self.files[key][0] != facts:
            raise OtherContent
        self.files[key] = (facts, content)

    async def get(self, key: AttachmentKey) -> tuple[Stored, bytes] | None:
        return self.files.get(key)

    async def facts(self, key: AttachmentKey) -> Stored | None:
        found = self.files.get(key)
        return found[0] if found else None
