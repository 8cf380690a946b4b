"""An app's own example as somebody gives it today, and what is to be read of it afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from shared.domain.definition.compiled_definition import Compiled
from tests.e2e.asked import Asked, sections
from tests.e2e.filling import ENTITY, GROUP

_DENMARK = ZoneInfo("Europe/Copenhagen")


def all_fields(compiled: Compiled) -> list[Asked]:
    return [field for _, fields in sections(compiled) for field in fields]


def entity_sources(fields: Iterable[Asked]) -> set[str]:
    """The apps whose registrations are chosen among."""
    field: set[str] = set()
    for item in fields:
        if item.control == ENTITY:
            field.add(item.layout["optionsFrom"])
        elif item.control == GROUP:
            field |= entity_sources(item.inner())
    return field


def answers_of_today(compiled: Compiled, titles: Mapping[str, str]) -> dict[str, Any]:
    """The example with its dates moved as far as today is from when it counts as given, and other apps' registrations by
    `titles`, a title an app."""
    assert compiled.definition.example
    given = datetime.fromisoformat(compiled.definition.example_at).astimezone(_DENMARK)
    moved = datetime.now(_DENMARK).date() - given.date()
    return _today(all_fields(compiled), compiled.definition.example, moved, titles)


def _today(
    fields: Iterable[Asked], answers: Mapping[str, Any], moved: timedelta, titles: Mapping[str, str]
) -> dict[str, Any]:
    def one_of_today(asked: Asked, answer: Any) -> Any:
        kinds = {asked.layout["type"], asked.layout.get("as")}
        if "date" in kinds:
            return (date.fromisoformat(answer) + moved).isoformat()
        if "date-time" in kinds:
            # The clock on the wall stays as it is, also where summer time begins in between.
            return (datetime.fromisoformat(answer).astimezone(_DENMARK) + moved).isoformat()
        if asked.control == ENTITY:
            title = titles[asked.layout["optionsFrom"]]
            return title if isinstance(answer, str) else [title]
        if asked.control == GROUP:
            return [_today(asked.inner(), item, moved, titles) for item in answer]
        return answer

    return {field.id: one_of_today(field, answers[field.id]) for field in fields if field.id in answers}


def lines(fields: Iterable[Asked], answers: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a person reads of them: each label with its answer, those of a group item by item."""
    for field in fields:
        if field.id not in answers:
            continue
        if field.control == GROUP:
            for item in answers[field.id]:
                yield from lines(field.inner(), item)
        else:
            yield field.label, " ".join(field.words(answers[field.id]).split())
