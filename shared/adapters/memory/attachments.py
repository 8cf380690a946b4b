"""Attachments, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shared.domain.attachments import AttachmentKey, Stored, Unregistered
from shared.domain.ports import OtherContent


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
        file = self.files.get(key)
        return file[0] if file else None

    async def delete(self, key: AttachmentKey) -> None:
        self.files.pop(key, None)


class MemoryUnregistered:
    """Implements `UnregisteredAttachments`."""

    def __init__(self) -> None:
        self.noted: dict[AttachmentKey, Unregistered] = {}

    async def add(self, attachment: Unregistered) -> None:
        self.noted[attachment.key] = attachment

    async def of_person(self, person_key: str) -> Sequence[Unregistered]:
        return [unregistered for key, unregistered in self.noted.items() if key.person_key == person_key]

    async def remove(self, keys: Sequence[AttachmentKey]) -> None:
        for key in keys:
            self.noted.pop(key, None)

    async def mark(self, key: AttachmentKey, before: datetime, now: datetime) -> datetime | None:
        noted = self.noted.get(key)
        if noted is None or noted.sent_at >= before:
            return None
        self.noted[key] = marked = replace(noted, deleted_from=noted.deleted_from or now)
        return marked.deleted_from

    async def sent_before(self, moment: datetime, limit: int) -> Sequence[AttachmentKey]:
        return [key for key, unregistered in self.noted.items() if unregistered.sent_at < moment][:limit]
