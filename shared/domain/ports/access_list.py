"""The store of the access list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.access.access_list import Change, Entry


class AccessList(Protocol):
    """The store of the access list. Every method raises `DependencyUnavailable("storage-unavailable")`."""

    async def get(self, key: str) -> Entry | None: ...

    async def every(self) -> Sequence[Entry]:
        """All entries, in no particular order."""
        ...

    async def save(self, entry: Entry, change: Change) -> Entry:
        """Store the entry together with the change that made it, or neither. Raises `AccessChanged` when the stored version is
        not `entry.version`. The result has the new version."""
        ...

    async def trail(self, key: str) -> Sequence[Change]:
        """Every change of a person's entry, oldest first."""
        ...
