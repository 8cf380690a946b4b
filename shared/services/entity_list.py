"""Lists an app's registrations as options for other apps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shared.domain.access.person import Person
from shared.domain.entities import Entity
from shared.domain.problems import UnknownApp
from shared.services.dependencies import Dependencies

if TYPE_CHECKING:
    from shared.domain.fields import Field


async def entity_list(app: str, person: Person, dependencies: Dependencies) -> Sequence[Entity]:
    """The options of an app, by title. Raises `UnknownApp` for one that does not say `entity: true`, or that the person neither
    sees nor chooses from in an app that is seen."""
    chosen_from = dependencies.definitions.get(app).definition
    seen = [
        compiled.definition
        for compiled in dependencies.definitions.all()
        if compiled.definition.for_roles(person.roles)
    ]
    if not chosen_from.entity or not any(
        definition.app == app or app in _lists(definition.fields) for definition in seen
    ):
        raise UnknownApp(app=app[:40])
    return await dependencies.entities.of(app)


def _lists(fields: Sequence[Field]) -> set[str]:
    """The apps whose registrations these fields choose among."""
    own = {app for field in fields if (app := field.entity_app())}
    return own.union(*(_lists(field.inner()) for field in fields))
