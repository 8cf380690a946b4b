"""The store of entity lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.entities import Entity


class Entities(Protocol):
    """The registrations of apps that say `entity: true`. Raises `DependencyUnavailable("storage-unavailable")`."""

    async def save(self, app: str, entity: Entity, owner: str) -> None:
        """Store it, in place of one that is `owner`'s (a person key) or has no owner (stored before owners were recorded). Raises
        `Conflict` where it is somebody else's."""
        ...

    async def owner(self, app: str, id: str) -> str | None:
        """The person key of who registered it, empty where the row names none; None where there is no such row."""
        ...

    async def of(self, app: str) -> Sequence[Entity]:
        """All entities of an app, by title."""
        ...

    async def titles(self, app: str, ids: Collection[str]) -> Mapping[str, str]:
        """The titles of those that exist."""
        ...
