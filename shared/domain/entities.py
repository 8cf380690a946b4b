"""Entity lists: the registrations of one app as options of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.domain.fields.base import Field


@dataclass(frozen=True, slots=True)
class Entity:
    """A registration that can be chosen: its id, and its title in lists."""

    id: str
    title: str


def with_titles(
    fields: Sequence[Field], answers: dict[str, Any], titles: Mapping[str, Mapping[str, str]]
) -> dict[str, Any]:
    """The answers with each chosen entity's id replaced by its title. `titles` by app."""
    read = dict(answers)
    for field in fields:
        if field.id not in answers:
            continue
        value, app = answers[field.id], field.entity_app()
        if app is not None:
            titles_of_app = titles.get(app, {})
            read[field.id] = (
                titles_of_app.get(value, value)
                if isinstance(value, str)
                else [titles_of_app.get(id, id) for id in value]
            )
        elif field.inner():
            read[field.id] = [with_titles(field.inner(), item, titles) for item in value]
    return read
