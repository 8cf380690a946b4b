"""Decides which definitions a person sees."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from shared.domain.access.person import Person
from shared.domain.access.roles import FORM_AUTHOR
from shared.domain.definition.draft_definition import is_draft, published_name
from shared.domain.problems import DraftGone, UnknownApp, UnknownVersion

if TYPE_CHECKING:
    from shared.domain.ports import Definitions
    from shared.domain.ports.definitions import ServedDefinition

log = logging.getLogger("feltskema.access")


def definition_for(app: str, version: int | None, person: Person, definitions: Definitions) -> ServedDefinition:
    """The definition of an app that the person may use: the newest version, or the requested one.

    The newest version decides who sees an app, whatever older ones said: a role that was added or removed counts from then on.
    Everybody else gets `UnknownApp`, as if it did not exist. Raises also `UnknownVersion`, and `DraftGone` for a form author
    whose draft is gone.
    """
    try:
        if not definitions.get(app).facts.for_roles(person.roles):
            log.warning("not permitted: person %s in %s", person.key, app)
            raise UnknownApp(app=app[:40])
        return definitions.get(app, version)
    except (UnknownApp, UnknownVersion):
        if is_draft(app) and FORM_AUTHOR in person.roles:
            raise DraftGone(app=published_name(app)[:40]) from None
        raise
