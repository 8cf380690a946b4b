"""The store of the packages and form versions that have run here, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.evaluation.changes import FirstSeen


class ChangeRecords(Protocol):
    """Every method raises `DependencyUnavailable`."""

    async def note(self, first_seen: FirstSeen) -> None:
        """Store when a package or a version was first seen; an earlier note of the same stands."""
        ...

    async def all(self) -> Sequence[FirstSeen]:
        """Everything that was noted, in no order."""
        ...
