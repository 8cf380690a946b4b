"""The options that an app's registrations are to others."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.entities import Entity
from shared.domain.fields import Field
from shared.domain.fields.choice import Choosing
from shared.domain.person import Person
from shared.domain.problems import UnknownApp
from shared.services.work import Work


async def entity_list(app: str, person: Person, work: Work) -> Sequence[Entity]:
    """By title. Raises `UnknownApp` for one that does not say `entity: true`, or that the person neither sees nor chooses
    from in an app that is seen."""
    chosen_from = work.definitions.get(app).definition
    seen = [one.definition for one in work.definitions.all() if one.definition.for_roles(person.roles)]
    if not chosen_from.entity or not any(one.app == app or app in _lists(one.fields) for one in seen):
        raise UnknownApp(app=app[:40])
    return await work.entities.of(app)


def _lists(fields: Sequence[Field]) -> set[str]:
    """The apps whose registrations these fields choose among."""
    own = {one.options_from.app for one in fields if isinstance(one, Choosing) and one.options_from}
    return own.union(*(_lists(one.inner()) for one in fields))
