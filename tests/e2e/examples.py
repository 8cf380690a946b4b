"""An app's example moved to today's date, and the lines that a person should read of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.domain.definition.compiled_definition import Compiled
from tests.e2e.filling import ENTITY, GROUP
from tests.e2e.form_fields import FormField, sections

_DENMARK = ZoneInfo("Europe/Copenhagen")


def all_fields(compiled: Compiled) -> list[FormField]:
    return [field for _, fields in sections(compiled) for field in fields]


def entity_sources(fields: Iterable[FormField]) -> set[str]:
    """The apps whose registrations these fields choose among."""
    field: set[str] = set()
    for item in fields:
        if item.control == ENTITY:
            field.add(item.layout["optionsFrom"])
        elif item.control == GROUP:
            field |= entity_sources(item.inner())
    return field


def answers_of_today(compiled: Compiled, titles: Mapping[str, str]) -> dict[str, Any]:
    """The example's answers with all dates moved by the days from the example's own date to today. `titles`: the registration to
    choose of each other app."""
    assert compiled.definition.example
    example_at = datetime.fromisoformat(compiled.definition.example_at).astimezone(_DENMARK)
    moved = datetime.now(_DENMARK).date() - example_at.date()
    return _today(all_fields(compiled), compiled.definition.example, moved, titles)


def _today(
    fields: Iterable[FormField], answers: Mapping[str, Any], moved: timedelta, titles: Mapping[str, str]
) -> dict[str, Any]:
    def one_of_today(field: FormField, answer: Any) -> Any:
        kinds = {field.layout["type"], field.layout.get("as")}
        if "date" in kinds:
            return (date.fromisoformat(answer) + moved).isoformat()
        if "date-time" in kinds:
            # The local time of day stays the same, also across the beginning of summer time.
            return (datetime.fromisoformat(answer).astimezone(_DENMARK) + moved).isoformat()
        if field.control == ENTITY:
            title = titles[field.layout["optionsFrom"]]
            return title if isinstance(answer, str) else [title]
        if field.control == GROUP:
            return [_today(field.inner(), item, moved, titles) for item in answer]
        return answer

    return {field.id: one_of_today(field, answers[field.id]) for field in fields if field.id in answers}


def lines(fields: Iterable[FormField], answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The lines that a person should read: each label with its answer; a group's item by item."""
    for field in fields:
        if field.id not in answers:
            continue
        if field.control == GROUP:
            for item in answers[field.id]:
                yield from lines(field.inner(), item)
        else:
            yield field.label, " ".join(field.words(answers[field.id]).split())
