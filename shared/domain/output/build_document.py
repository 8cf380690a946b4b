"""Builds the document of a registration: first the definition's summary, then every other answer with its label, in the
definition's order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from shared.domain.document import Document, Line, Part, Section
from shared.domain.fields.overruling import with_overrulings
from shared.domain.fields.worded import Wording
from shared.domain.registration import Registration
from shared.domain.text.time_format import danish_time
from shared.texts import text

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition
    from shared.domain.fields import Field

ANSWERED_ON_ARRIVAL = timedelta(hours=1)
"""A registration received within this time counts as answered on receipt."""


def build_document(definition: Definition, registration: Registration, language: str = "da") -> Document:
    """The document of a registration. The same registration always gives the same document."""
    first = definition.summarised()
    wording = Wording.of_form(definition.fields, registration.answers)
    sections = []
    for section in definition.sections:
        parts = _parts(
            (field for field in with_overrulings(section.fields) if field.owner not in first), wording, language
        )
        if parts:
            heading = wording.text(section.title.in_language(language), language)
            sections.append(Section(heading=heading, parts=parts))
    return Document(
        title=registration.title,
        subtitle=definition.title.in_language(language),
        language=language,
        author=registration.person.name,
        made_at=registration.received_at,
        facts=(
            Line(label=text("document.consultant", language), text=registration.person.name),
            *_answered(registration, language),
            Line(label=text("document.received", language), text=danish_time(registration.received_at, language)),
            Line(label=text("document.id", language), text=str(registration.id)),
            Line(label=text("document.form", language), text=f"{definition.app} {definition.version}"),
        ),
        sections=tuple(sections),
        summary=_parts(_of(first, definition.fields), wording, language),
    )


def _of(ids: Iterable[str], fields: Sequence[Field]) -> Iterator[Field]:
    """The fields with these ids in this order, each followed by the ticks of its warnings."""
    return (field for id in ids for field in fields if field.owner == id)


def _parts(fields: Iterable[Field], wording: Wording, language: str) -> tuple[Part, ...]:
    """The parts of those fields that are answered."""
    answers = wording.enclosing
    answered = (field for field in fields if field.id in answers)
    return tuple(part for field in answered for part in wording.field(field).parts(answers[field.id], language))


def _answered(registration: Registration, language: str) -> Iterator[Line]:
    """The line that says when it was answered, where that was long before its receipt: rules that use today's date applied to
    that day."""
    answered = registration.answered_at
    if answered is not None and registration.received_at - answered > ANSWERED_ON_ARRIVAL:
        yield Line(label=text("document.answered", language), text=danish_time(answered, language))
