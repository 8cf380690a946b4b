"""The store of the access list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.access.access_list import Change, Entry


class AccessList(Protocol):
    """The list's store. Every method raises `DependencyUnavailable("storage-unavailable")`."""

    async def get(self, key: str) -> Entry | None: ...

    async def every(self) -> Sequence[Entry]:
        """All lines, in no order."""
        ...

    async def save(self, entry: Entry, change: Change) -> Entry:
        """Store the line and the change that made it so, both or neither. `AccessChanged` when the line is another than that
        of `entry.version`. The result carries the new version."""
        ...

    async def trail(self, key: str) -> Sequence[Change]:
        """Every change of a person's line, oldest first."""
        ...
