"""The options that an app's registrations are to others."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.entities import Entity
from shared.domain.person import Person
from shared.domain.problems import UnknownApp
from shared.services.work import Work


async def entity_list(app: str, person: Person, work: Work) -> Sequence[Entity]:
    """By title. Raises `UnknownApp` for one that does not say `entity: true`."""
    definition = work.definitions.get(app).definition
    if not definition.entity:
        raise UnknownApp(app=app[:40])
    return await work.entities.of(app)
