"""The store of the access list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from shared.domain.access.access_list import AccessEntry, Change


class AccessList(Protocol):
    """The store of the access list, and of the sessions that were signed out. Every method raises
    `DependencyUnavailable("storage-unavailable")`."""

    async def get(self, key: str) -> AccessEntry | None: ...

    async def of_session(self, key: str, session_id: str) -> tuple[AccessEntry | None, bool]:
        """A person's entry, and whether this session of theirs was signed out: both by one storage request, since every unsafe
        call asks for them."""
        ...

    async def sign_out(self, key: str, session_id: str, until: datetime) -> None:
        """Record that a person's session was signed out. `until`: when it would have ended anyway."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete the records of signed-out sessions that would have ended before a moment, many at a time; returns how many."""
        ...

    async def every(self) -> Sequence[AccessEntry]:
        """All entries, in no particular order."""
        ...

    async def save(self, entry: AccessEntry, change: Change) -> AccessEntry:
        """Store the entry together with the change that made it, or neither. Raises `AccessChanged` when the stored version is
        not `entry.version`. The result has the new version."""
        ...

    async def trail(self, key: str) -> Sequence[Change]:
        """Every change of a person's entry, oldest first."""
        ...
