"""Entity lists, in memory."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from shared.domain.entities import Entity
from shared.domain.problems import Conflict


class MemoryEntities:
    """Implements `Entities`. `calls` counts the calls, since most registrations must make none."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Entity] = {}
        self.owners: dict[tuple[str, str], str] = {}
        self.calls = 0

    async def save(self, app: str, entity: Entity, owner: str) -> None:
        self.calls += 1
        if self.owners.setdefault((app, entity.id), owner) not in ("", owner):
            raise Conflict
        self.owners[app, entity.id] = owner
        self.rows[app, entity.id] = entity

    async def owner(self, app: str, id: str) -> str | None:
        self.calls += 1
        return self.owners.get((app, id))

    async def of(self, app: str) -> Sequence[Entity]:
        self.calls += 1
        entities = [entity for (owner, _), entity in self.rows.items() if owner == app]
        return sorted(entities, key=lambda entity: (entity.title.casefold(), entity.id))

    async def titles(self, app: str, ids: Collection[str]) -> Mapping[str, str]:
        self.calls += 1
        return {id: self.rows[app, id].title for id in ids if (app, id) in self.rows}
