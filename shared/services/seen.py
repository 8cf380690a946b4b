"""The definitions that a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.domain.person import Person
from shared.domain.problems import UnknownApp

if TYPE_CHECKING:
    from shared.domain.definitions import Compiled, Definitions


def seen(app: str, version: int | None, person: Person, definitions: Definitions) -> Compiled:
    """An app's newest version, or the one asked. `UnknownApp`, `UnknownVersion`.

    Who sees an app is what its newest version says, whatever an older one said: a role that was added, or taken away, holds from
    then on. To everybody else there is no such app.
    """
    if not definitions.get(app).definition.for_roles(person.roles):
        raise UnknownApp(app=app[:40])
    return definitions.get(app, version)
