"""Response models of the entity lists."""

from __future__ import annotations

from functions.views.base import Shown


class EntityShown(Shown):
    """An option: the id of a registration, and its title."""

    value: str
    label: str


class EntityList(Shown):
    """The options that another app's registrations make."""

    items: tuple[EntityShown, ...]
