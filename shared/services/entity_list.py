"""Lists an app's registrations as options for other apps."""

from __future__ import annotations

from collections.abc import Sequence

from shared.domain.access.person import Person
from shared.domain.entities import Entity
from shared.domain.problems import UnknownApp
from shared.services.dependencies import Dependencies


async def entity_list(app: str, person: Person, dependencies: Dependencies) -> Sequence[Entity]:
    """The options that an app's registrations make, by title.

    Raises `UnknownApp` where the app does not say `entity: true`, and where the person can neither see it nor see an app that
    chooses from it.
    """
    chosen_from = dependencies.definitions.get(app).facts
    visible = [served.facts for served in dependencies.definitions.all() if served.facts.for_roles(person.roles)]
    if not chosen_from.entity or not any(facts.app == app or app in facts.chooses_from for facts in visible):
        raise UnknownApp(app=app[:40])
    return await dependencies.entities.of(app)
