"""A definition's file that is being changed: its fields where they stand, and what must go with a field that goes."""

from __future__ import annotations

from collections.abc import Iterator
import dataclasses
from dataclasses import dataclass
from random import Random
import re
from typing import Any

Content = dict[str, Any]
FieldContent = dict[str, Any]
WORDS = {"da": "Ord", "en": "Words"}
ASKED_BY = ("visible_when", "required_when", "earliest", "latest", "default", "calculate")
"""The keys of a field that look at other fields."""


@dataclass
class Changer:
    """Changes `content`, a definition's file, in place; `migration` is what it says of drafts of version 1."""

    random: Random
    content: Content
    migration: dict[str, Any] = dataclasses.field(
        default_factory=lambda: {"from": 1, "renamed": {}, "split": {}, "defaults": {}}
    )
    before_outer: frozenset[str] = frozenset()
    """The ids that version 1 has outside groups: those that `migrates` can name."""
    _made: int = 0

    def __post_init__(self) -> None:
        self.before_outer = frozenset(field["id"] for _, field in self.outer())

    def fields(self) -> list[tuple[list[FieldContent], FieldContent]]:
        """Every field with the list that it stands in."""
        lists = [section["fields"] for section in self.content["sections"]]
        return [place for fields in lists for place in _below(fields)]

    def outer(self) -> list[tuple[list[FieldContent], FieldContent]]:
        """Those that no group holds: `migrates` names these alone."""
        return [(s["fields"], field) for s in self.content["sections"] for field in s["fields"]]

    def new_id(self) -> str:
        self._made += 1
        return f"ny{self._made}"

    def pick(self, *types: str) -> tuple[list[FieldContent], FieldContent] | None:
        places = [place for place in self.fields() if not types or place[1]["type"] in types]
        return self.random.choice(places) if places else None

    def forget(self, ids: set[str]) -> None:
        """Take away whatever looks at fields that are gone, or that are another kind now."""
        word = re.compile("|".join(rf"\b{id}\b" for id in ids))
        for section in self.content["sections"]:
            _drop(section, ("visible_when",), word)
        for fields, field in self.fields():
            _drop(field, ASKED_BY, word)
            _drop(field.get("where", {}), tuple(field.get("where", {})), word)
            for option in field.get("options", ()):
                _drop(option, ("visible_when",), word)
            field["valid_when"] = [rule for rule in field.get("valid_when", []) if not word.search(str(rule))]
            if not field["valid_when"]:
                del field["valid_when"]
            if field["type"] == "p-number" and field.get("company") in ids:
                field.pop("company")
            if (field["type"] == "calculated" and "calculate" not in field) or (
                field["type"] == "p-number" and "company" not in field
            ):
                # A calculation of nothing, a unit of no company: a note in its place.
                fields[fields.index(field)] = {"id": field["id"], "type": "note", "label": WORDS, "text": WORDS}

    def keep_whole(self) -> None:
        """No empty section or group, and something to show a registration by."""
        for fields, field in self.fields():
            if field["type"] == "group" and not field["fields"]:
                fields.remove(field)
        sections = [section for section in self.content["sections"] if section["fields"]]
        self.content["sections"] = sections
        shown = [
            field["id"] for section in sections for field in section["fields"] if field["type"] not in ("note", "group")
        ]
        if not shown:
            sections[:0] = [{"id": "s99", "title": WORDS, "fields": [{"id": "holder", "type": "text", "label": WORDS}]}]
            shown = ["holder"]
        self.content["heading"] = [shown[0]]
        self.content.pop("heading_text", None)
        outer = {field["id"] for _, field in self.outer()}
        for key in ("card", "summary"):
            if key in self.content:
                self.content[key] = [id for id in self.content[key] if id in shown] or [shown[0]]
        days = {field["id"] for _, field in self.outer() if field["type"] == "date"}
        for key in ("follow_up", "in_force_on"):
            if self.content.get(key, shown[0]) not in days:
                self.content.pop(key, None)
        renamed, split = self.migration["renamed"], self.migration["split"]
        self.migration["renamed"] = {old: new for old, new in renamed.items() if new in outer}
        self.migration["split"] = {old: cut for old, cut in split.items() if set(cut["into"]) <= outer}
        self.migration["defaults"] = {id: value for id, value in self.migration["defaults"].items() if id in outer}


def _below(fields: list[FieldContent]) -> Iterator[tuple[list[FieldContent], FieldContent]]:
    for field in list(fields):
        yield fields, field
        if field["type"] == "group":
            yield from _below(field["fields"])


def _drop(holder: dict[str, Any], keys: tuple[str, ...], word: re.Pattern[str]) -> None:
    for key in keys:
        if key in holder and word.search(str(holder[key])):
            del holder[key]


def ids_of(field: FieldContent) -> set[str]:
    return {field["id"]}.union(*(ids_of(inner) for inner in field.get("fields", ())))
