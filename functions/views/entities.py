"""Response models of the entity lists."""

from __future__ import annotations

from functions.views.base import Shown


class EntityShown(Shown):
    """One to choose: its registration's id, and what people call it."""

    value: str
    label: str


class EntityList(Shown):
    """What another app's registrations give to choose among."""

    items: tuple[EntityShown, ...]
