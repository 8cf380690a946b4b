"""Finds changes of keys that no other module here handles, so that `diff` shows a new key of the language from the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from feltskema.differences.change import Change
from feltskema.differences.pair import VersionPair, name
from feltskema.texts import language

OF_DEFINITIONS = frozenset(
    {
        "app",
        "version",
        "title",
        "target",
        "targets",
        "heading",
        "heading_text",
        "roles",
        "sections",
        "retention",
        "entity",
        "migrates",
    }
    | {"example", "example_at", "lists"}
)
"""Keys that another module handles, and `example`, which concerns only the author."""
OF_SECTIONS = frozenset({"id", "title", "visible_when", "fields"})
OF_FIELDS = frozenset(
    {
        "id",
        "type",
        "label",
        "help",
        "required",
        "required_when",
        "visible_when",
        "default",
        "remember",
        "valid_when",
        "fields",
    }
    | {"options"}
)
OF_OPTIONS = frozenset({"value", "label"})


def other_changes(pair: VersionPair) -> Iterator[Change]:
    """The changes of all other keys: of the app, its sections, its fields and their options."""
    old, new = pair.old.definition, pair.new.definition
    yield from _changes("key", {}, old, new, OF_DEFINITIONS)
    for name_of, table in new.lists.items():
        if name_of in old.lists and old.lists[name_of] != table:
            yield Change("consultant", "list", {"list": name_of})
    before = {section.id: section for section in old.sections}
    for section in new.sections:
        if section.id in before:
            values = {"section": section.title.in_language(language())}
            yield from _changes("section-key", values, before[section.id], section, OF_SECTIONS)
    for path, was, field in pair.in_both():
        if was.kind == field.kind:
            yield from _changes("bound", {"field": name(path, field)}, was, field, OF_FIELDS)
        options = {option.value: option for option in getattr(was, "options", None) or ()}
        for option in getattr(field, "options", None) or ():
            if option.value in options:
                values = {"field": f"{name(path, field)}, {option.label.in_language(language())}"}
                yield from _changes("bound", values, options[option.value], option, OF_OPTIONS)


def _changes(
    kind: str, values: Mapping[str, Any], old: BaseModel, new: BaseModel, elsewhere: frozenset[str]
) -> Iterator[Change]:
    was, now = (model.model_dump(by_alias=True, mode="json") for model in (old, new))
    for key in now:
        if key not in elsewhere and was.get(key) != now[key]:
            texts = {"key": key, "old": in_words(was.get(key)), "new": in_words(now[key])}
            yield Change("consultant", kind, {**values, **texts})


def in_words(value: Any) -> str:
    """A key's value on one line: a text in the reader's language, a rule as its expression."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, Mapping):
        text = value.get(language(), value.get("rule"))
        return str(text) if text is not None else ", ".join(f"{key}: {in_words(value[key])}" for key in value)
    return ", ".join(map(in_words, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)
