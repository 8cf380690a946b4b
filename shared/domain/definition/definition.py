"""A definition: one app, described by a form author in one YAML file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field as Constraint

from shared.domain.definition.draft_migration import Migration
from shared.domain.expressions.kinds import Expression
from shared.domain.fields import AnyField, Field
from shared.domain.fields.base import Name
from shared.domain.fields.overruling import with_overrulings
from shared.domain.fields.worded import Wording
from shared.domain.identifiers import NAME
from shared.domain.source.node import YamlPath
from shared.domain.text.cpr_numbers import masked
from shared.domain.text.localized_text import LocalizedText, NonEmpty, Strict

LANGUAGES = ("da", "en")
App = Annotated[str, Constraint(pattern=f"^{NAME}$")]
Slug = Annotated[str, Constraint(pattern=r"^[a-z][a-z0-9-]*$")]

MAX_NAME_LENGTH = 200
"""Characters of a registration's title in lists, and of each line of its card."""

MAX_CARD_LINES = 3

MAX_TARGETS = 5
"""Deliveries of one registration, which are all stored in its row."""

Measure = Literal["effort", "survey"]
"""What may be measured of an app for the evaluation: taps, keys and minutes in its form, and what people think of it."""

MAX_SUMMARY = 12
"""Fields in the document's summary: more are no summary."""

EXAMPLE_AT = "2026-11-23T10:00:00+01:00"
"""When examples count as answered, unless the definition says otherwise, so that examples that use today's date stay valid."""


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
    """`heading` names the fields that a list shows a registration by, `heading_text` the words around them where they shall not
    only stand one after the other, `card` those that stand below it, a line each, and `follow_up` the date on which somebody
    must come back to it; `summary` those that stand on top of its document, in this order: where it is absent, the section of
    the date to follow up on. `cpr_in_texts` says what becomes of a CPR number in a text: the person is asked, or it is
    forbidden. `target` is where it goes (a name in the catalogue of targets); where it goes to several, or a target takes answers
    from other fields than the usual ones, `targets` has each with its fields. Ids of fields are unique over the sections, since
    the answers are one object. `in_force_on` is the date or moment by which `from` and `until` are judged, the day of answering
    where it is absent or not answered. `lists` are those with columns, as CSV: the loader puts them in. `example` are the
    answers of a realistic registration, `example_at` when they count as given; `measures` what is measured for the evaluation,
    nothing where it is absent."""

    app: App
    version: Annotated[int, Constraint(ge=1)]
    title: LocalizedText
    description: LocalizedText
    submit_label: LocalizedText | None = None
    target: Slug | None = None
    targets: Annotated[dict[Slug, dict[Slug, Name] | None], Constraint(min_length=1, max_length=MAX_TARGETS)] | None = (
        None
    )
    heading: Annotated[tuple[Name, ...], Constraint(min_length=1)]
    heading_text: LocalizedText | None = None
    card: Annotated[tuple[Name, ...], Constraint(max_length=MAX_CARD_LINES)] = ()
    follow_up: Name | None = None
    summary: Annotated[tuple[Name, ...], Constraint(max_length=MAX_SUMMARY)] | None = None
    cpr_in_texts: Literal["ask", "forbid"] = "ask"
    roles: Annotated[tuple[NonEmpty, ...], Constraint(min_length=1)] | None = None
    entity: bool = False
    legal_basis: Annotated[dict[str, NonEmpty], Constraint(default_factory=dict)]
    retention: Retention | None = None
    in_force_on: Name | None = None
    measures: tuple[Measure, ...] = ()
    migrates: tuple[Migration, ...] = ()
    lists: Annotated[dict[Slug, str], Constraint(default_factory=dict)]
    sections: Annotated[tuple[Section, ...], Constraint(min_length=1)]
    example: dict[str, Any] | None = None
    example_at: str = EXAMPLE_AT

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field of the form, including the ticks of their warnings. Made once: each registration asks several times."""
        return tuple(with_overrulings(self.written_fields))

    @property
    def written_fields(self) -> tuple[Field, ...]:
        """The fields as written in the file."""
        return tuple(field for section in self.sections for field in section.fields)

    @property
    def destinations(self) -> Mapping[str, Mapping[str, str]]:
        """Where its registrations are delivered: names in the catalogue of targets, each with the fields that the definition maps
        to what it needs."""
        by_target = self.targets or ({self.target: None} if self.target else {})
        return {target: fields or {} for target, fields in by_target.items()}

    @property
    def first_target(self) -> str:
        """Where registrations were delivered that were stored before each delivery named its target."""
        return next(iter(self.destinations), "")

    def places(self) -> Iterator[tuple[YamlPath, Field]]:
        """Every field, including those inside groups, with its path in the file."""
        for s, section in enumerate(self.sections):
            yield from _below(section.fields, ("sections", s, "fields"))

    def name(self, answers: dict[str, Any], language: str = "da") -> str:
        """The title of a registration with these answers, on one line; never contains a CPR number."""
        fields = {field.id: field for field in self.fields}
        answered = [id for id in self.heading if id in answers]
        if self.heading_text is not None and answered:
            wording = Wording.of_form([fields[id] for id in self.heading], answers)
            return _line(wording.text(self.heading_text.in_language(language), language))
        shown = [fields[id].show(answers[id], language) for id in answered]
        return _line(" · ".join(shown)) or _line(self.title.in_language(language))

    def card_lines(self, answers: dict[str, Any]) -> tuple[dict[str, str], ...]:
        """The lines below the title in a list, one for each answered field of `card`, by language; never contain a CPR number."""
        fields = {field.id: field for field in self.fields}
        return tuple(
            {language: _line(fields[id].show(answers[id], language)) for language in LANGUAGES}
            for id in self.card
            if id in answers
        )

    def follow_up_day(self, answers: dict[str, Any]) -> date | None:
        """The day of follow-up of a registration with these answers."""
        return date.fromisoformat(answers[self.follow_up]) if self.follow_up in answers else None

    def summarised(self) -> tuple[str, ...]:
        """The ids of the fields in the document's summary, in order."""
        if self.summary is not None:
            return self.summary
        sections = (tuple(field.id for field in section.fields) for section in self.sections)
        return next((ids for ids in sections if self.follow_up in ids), ())


def _line(text: str) -> str:
    """The text on one line of at most `MAX_NAME_LENGTH` characters; CPR numbers are masked before it is cut."""
    line = masked(" ".join(text.split()))
    return line if len(line) <= MAX_NAME_LENGTH else f"{line[: MAX_NAME_LENGTH - 1].rstrip()}…"


def _below(fields: Sequence[Field], path: YamlPath) -> Iterator[tuple[YamlPath, Field]]:
    for number, field in enumerate(fields):
        yield (*path, number), field
        yield from _below(getattr(field, "fields", ()), (*path, number, "fields"))
