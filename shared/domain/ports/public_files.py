"""Files that anybody may read, at an address that is answered without the functions."""

from __future__ import annotations

from typing import Protocol


class PublicFiles(Protocol):
    async def write(self, name: str, content: bytes, content_type: str) -> None:
        """Put a file where it is served from, in the place of an earlier one. Raises `DependencyUnavailable`."""
        ...
