"""Public files, served at an address that does not need the functions."""

from __future__ import annotations

from typing import Protocol


class PublicFiles(Protocol):
    async def write(self, name: str, content: bytes, content_type: str) -> None:
        """Write a file where it is served from, in place of an earlier one. Raises `DependencyUnavailable`."""
        ...
