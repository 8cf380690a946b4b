"""A definition: one app, described by a form author in one YAML file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from pydantic import Field as Constraint

from shared.domain.definition.draft_migration import Migration
from shared.domain.expressions.kinds import Expression
from shared.domain.fields import AnyField, Field
from shared.domain.fields.base import Name
from shared.domain.source.node import YamlPath
from shared.domain.text.localized_text import LocalizedText, NonEmpty, Strict

LANGUAGES = ("da", "en")
App = Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Slug = Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]*$")]

MAX_NAME_LENGTH = 200
"""Characters of what a list calls a registration; the answers say the rest."""

EXAMPLE_AT = "2026-11-23T10:00:00+01:00"
"""When examples count as answered, where the definition does not say: those that look at today stay valid."""


class Retention(Strict):
    """How long a registration is kept after it was received."""

    years: Annotated[int, Constraint(ge=0, le=50)] = 0
    months: Annotated[int, Constraint(ge=0, le=11)] = 0


class Section(Strict):
    id: Name
    title: LocalizedText
    help: LocalizedText | None = None
    visible_when: Expression | None = None
    fields: Annotated[tuple[AnyField, ...], Constraint(min_length=1)]


class Definition(Strict):
    """`heading` names the fields that a list shows a registration by; `target` where it goes (a name in the catalogue
    of targets); ids of fields are unique over the sections, since the answers are one object. `example` are the answers
    of a realistic registration, `example_at` when they count as given."""

    app: App
    version: Annotated[int, Constraint(ge=1)]
    title: LocalizedText
    description: LocalizedText
    submit_label: LocalizedText | None = None
    target: Slug
    heading: Annotated[tuple[Name, ...], Constraint(min_length=1)]
    roles: Annotated[tuple[NonEmpty, ...], Constraint(min_length=1)] | None = None
    entity: bool = False
    legal_basis: Annotated[dict[str, NonEmpty], Constraint(default_factory=dict)]
    retention: Retention | None = None
    migrates: tuple[Migration, ...] = ()
    sections: Annotated[tuple[Section, ...], Constraint(min_length=1)]
    example: dict[str, Any] | None = None
    example_at: str = EXAMPLE_AT

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    def places(self) -> Iterator[tuple[YamlPath, Field]]:
        """Every field, those inside groups too, with the way to it in the file."""
        for s, section in enumerate(self.sections):
            yield from _below(section.fields, ("sections", s, "fields"))

    def name(self, answers: dict[str, Any], language: str = "da") -> str:
        """What a list calls a registration with these answers, on one line."""
        known = {field.id: field for field in self.fields}
        shown = [known[id].show(answers[id], language) for id in self.heading if id in answers]
        name = " ".join(" · ".join(shown).split()) or self.title.in_language(language)
        return name if len(name) <= MAX_NAME_LENGTH else f"{name[: MAX_NAME_LENGTH - 1].rstrip()}…"


def _below(fields: Sequence[Field], way: YamlPath) -> Iterator[tuple[YamlPath, Field]]:
    for number, field in enumerate(fields):
        yield (*way, number), field
        yield from _below(field.inner(), (*way, number, "fields"))
