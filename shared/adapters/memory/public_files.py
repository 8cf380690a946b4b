"""Public files, in memory."""

from __future__ import annotations


class MemoryPublicFiles:
    """Implements `PublicFiles`."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, str]] = {}

    async def write(self, name: str, content: bytes, content_type: str) -> None:
        self.files[name] = content, content_type
