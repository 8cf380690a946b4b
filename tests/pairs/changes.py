"""Random changes of a definition, of every kind that an author makes, with or without saying how drafts move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
import copy
import dataclasses
from dataclasses import dataclass
from random import Random
import re
from typing import Any

Content = dict[str, Any]
FieldContent = dict[str, Any]
W = {"da": "Ord", "en": "Words"}
PLAIN = (
    "text",
    "long-text",
    "integer",
    "decimal",
    "yes-no",
    "date",
    "money",
    "duration",
    "email",
    "time",
    "choice",
    "choices",
)
ASKED_BY = ("visible_when", "required_when", "earliest", "latest", "default", "calculate")
OWN_KEYS = {"id", "label", "help", "required", "visible_when"}
"""What a field keeps when its type is another."""


@dataclass
class Changer:
    """Changes `content`, a definition's file, in place; `migration` is what it says of drafts of version 1."""

    random: Random
    content: Content
    migration: dict[str, Any] = dataclasses.field(
        default_factory=lambda: {"from": 1, "renamed": {}, "split": {}, "defaults": {}}
    )
    done: list[str] = dataclasses.field(default_factory=list)
    before_outer: frozenset[str] = frozenset()
    """The ids that version 1 has outside groups: those that `migrates` can name."""
    _made: int = 0

    def __post_init__(self) -> None:
        self.before_outer = frozenset(field["id"] for _, field in self.outer())

    def change(self, kind: str) -> None:
        KINDS[kind](self)
        self.done.append(kind)

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
                fields[fields.index(field)] = {"id": field["id"], "type": "note", "label": W, "text": W}

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
            sections[:0] = [{"id": "s99", "title": W, "fields": [{"id": "holder", "type": "text", "label": W}]}]
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


def _ids(field: FieldContent) -> set[str]:
    return {field["id"]}.union(*(_ids(inner) for inner in field.get("fields", ())))


def _remove(changer: Changer) -> None:
    fields, field = changer.random.choice(changer.fields())
    fields.remove(field)
    changer.forget(_ids(field))


def _plain(changer: Changer, type: str, id: str) -> FieldContent:
    made: FieldContent = {"id": id, "type": type, "label": W}
    if type in ("choice", "choices"):
        made["options"] = [
            {"value": value, "label": W} for value in "abcdefghijklmnopqrstuvwxyz"[: changer.random.randrange(2, 26)]
        ]
    bounds = {
        "text": {"max_length": 20}, "long-text": {"max_length": 500}, "integer": {"minimum": 0, "maximum": 3000},
        "decimal": {"minimum": -9, "maximum": 3000, "decimals": 2}, "money": {"minimum": 0, "maximum": 3000},
        "duration": {"minimum": 0, "maximum": 3000},
    }  # fmt: skip
    return made | bounds.get(type, {})


def _add(changer: Changer) -> None:
    fields, _ = changer.random.choice(changer.fields())
    made = _plain(changer, changer.random.choice(PLAIN), changer.new_id())
    made["required"] = changer.random.random() < 0.5
    fields.insert(changer.random.randrange(len(fields) + 1), made)


def _rename(changer: Changer) -> None:
    """By `migrates`, or without a word, which loses the answer by name."""
    _, field = changer.random.choice(changer.fields())
    old, new = field["id"], changer.new_id()
    word = re.compile(rf"\b{old}\b")
    text_of = lambda value: word.sub(new, value) if isinstance(value, str) else value  # noqa: E731
    changer.content["sections"] = _mapped(changer.content["sections"], text_of)
    if changer.random.random() < 0.7 and old in changer.before_outer:
        changer.migration["renamed"][old] = new


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return {key: _mapped(inner, change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(inner, change) for inner in value]
    return change(value)


def _retype(changer: Changer) -> None:
    fields, field = changer.random.choice(changer.fields())
    kept = {key: value for key, value in field.items() if key in OWN_KEYS}
    fields[fields.index(field)] = _plain(changer, changer.random.choice(PLAIN), field["id"]) | kept
    changer.forget(_ids(field))


def _near_type(changer: Changer) -> None:
    """A change that drafts can follow: a longer text, a number with decimals, several for one."""
    near = {
        "text": "long-text",
        "long-text": "text",
        "integer": "decimal",
        "decimal": "integer",
        "choice": "choices",
        "choices": "choice",
    }
    if place := changer.pick(*near):
        fields, field = place
        made = _plain(changer, near[field["type"]], field["id"]) | {k: v for k, v in field.items() if k in OWN_KEYS}
        for key in ("options", "options_from"):
            if key in field:
                made.pop("options", None)
                made[key] = field[key]
        fields[fields.index(field)] = made
        changer.forget({field["id"]})


def _options(changer: Changer) -> None:
    """One away, new, relabelled or conditional, or many new, which another control draws."""
    places = [field for _, field in changer.fields() if field["type"] in ("choice", "choices") and "options" in field]
    if not places:
        return
    field = changer.random.choice(places)
    options = field["options"]
    how = changer.random.choice(("away", "new", "label", "condition", "many"))
    if how == "away" and len(options) > 2:
        options.pop(changer.random.randrange(len(options)))
        field.pop("min_items", None)
    elif how == "new":
        options.append({"value": f"o{len(options)}", "label": W})
    elif how == "condition":
        options[0]["visible_when"] = "yes" if changer.random.random() < 0.3 else "today > 2026-11-23"
    elif how == "label":
        options[0]["label"] = {"da": "Andet", "en": "Other"}
    elif how == "many":
        options += [{"value": f"o{number}", "label": W} for number in range(30)]
    changer.forget({field["id"]})


def _listed(changer: Changer) -> None:
    """Options that stand in a list with columns, or are another app's registrations."""
    if place := changer.pick("choice", "choices"):
        _, field = place
        for key in ("options", "list", "where", "options_from", "min_items", "max_items"):
            field.pop(key, None)
        app = {"options_from": {"app": changer.random.choice(("andre", "tredje"))}}
        field |= changer.random.choice(({"list": "steder"}, {"list": "byer"}, app))
        changer.forget({field["id"]})


def _required(changer: Changer) -> None:
    _, field = changer.random.choice(changer.fields())
    if field["type"] in ("note", "calculated"):
        return
    field.pop("required_when", None)
    field["required"] = not field.get("required", False)


def _into_group(changer: Changer) -> None:
    fields, field = changer.random.choice(changer.outer())
    if field["type"] in ("group", "note", "calculated", "p-number", "cvr"):
        return
    changer.forget({field["id"]})
    # Its own conditions look at what stands outside now.
    kept = {key: value for key, value in field.items() if key not in (*ASKED_BY, "valid_when") or key == "calculate"}
    fields[fields.index(field)] = {
        "id": changer.new_id(), "type": "group", "label": W, "item_label": W, "add_label": W, "max_items": 3, "fields": [kept],
    }  # fmt: skip


def _out_of_group(changer: Changer) -> None:
    if place := changer.pick("group"):
        fields, group = place
        changer.forget(_ids(group))
        left = [field for field in group["fields"] if field["type"] in PLAIN]
        for field in left:
            for key in (*ASKED_BY, "valid_when"):
                field.pop(key, None)
        fields[fields.index(group) : fields.index(group) + 1] = left


def _repeats(changer: Changer) -> None:
    if place := changer.pick("group"):
        _, field = place
        field["min_items"] = changer.random.randrange(1, 4)
        field["max_items"] = field["min_items"] + changer.random.randrange(3)


def _condition(changer: Changer) -> None:
    """Shown by another answer than before, by a repeated one, always, or never again."""
    places = changer.outer()
    _, field = changer.random.choice(places)
    first = places[0][1]
    field.pop("visible_when", None)
    if first is not field and first["type"] not in ("note", "group", "calculated") and changer.random.random() < 0.8:
        field["visible_when"] = changer.random.choice(("answered({})", "not answered({})")).format(first["id"])


def _bounds(changer: Changer) -> None:
    if place := changer.pick("text", "long-text", "integer", "decimal", "money", "duration"):
        _, field = place
        if "max_length" in field:
            field["max_length"] = max(field.get("min_length", 1), field["max_length"] // 2)
        if "maximum" in field:
            field["maximum"] = (
                field["maximum"] / 2
                if field["type"] in ("decimal", "money")
                else max(field["minimum"], field["maximum"] // 2)
            )
        if "decimals" in field:
            field["decimals"] = changer.random.randrange(1, 5)


def _split(changer: Changer) -> None:
    texts = [
        (fields, field)
        for fields, field in changer.outer()
        if field["type"] == "text" and field["id"] in changer.before_outer
    ]
    if texts:
        fields, field = changer.random.choice(texts)
        parts = [_plain(changer, "text", changer.new_id()) for _ in range(changer.random.randrange(2, 4))]
        fields[fields.index(field) : fields.index(field) + 1] = parts
        changer.forget({field["id"]})
        cut = {"into": [part["id"] for part in parts], "at": changer.random.choice((" ", "a", "e"))}
        changer.migration["split"][field["id"]] = cut


def _default(changer: Changer) -> None:
    """A new text that drafts are given a value for."""
    _add(changer)
    texts = [field for _, field in changer.outer() if field["type"] == "text"]
    if texts:
        changer.migration["defaults"][changer.random.choice(texts)["id"]] = "navn"


def _sections(changer: Changer) -> None:
    """The same fields in other sections: the first becomes the last, or two become one."""
    sections = changer.content["sections"]
    if len(sections) > 1 and changer.random.random() < 0.5:
        sections[0]["fields"] += sections.pop(1)["fields"]
    sections.append({"id": "s98", "title": W, "fields": [{"id": changer.new_id(), "type": "yes-no", "label": W}]})


def _new_keys(changer: Changer) -> None:
    _, field = changer.random.choice(changer.fields())
    field["help"] = W
    changer.content["cpr_in_texts"] = changer.random.choice(("ask", "forbid"))
    changer.content["entity"] = changer.random.random() < 0.5
    if field["type"] in ("text", "long-text"):
        field["valid_when"] = [{"rule": f"length({field['id']}) > 3", "message": W}]
        field["default"] = '"navn"'


def _nothing(changer: Changer) -> None:
    return


KINDS: dict[str, Callable[[Changer], None]] = {
    "field removed": _remove, "field added": _add, "field renamed": _rename, "type changed": _retype,
    "type changed to one near it": _near_type, "options changed": _options, "list changed": _listed, "required or not": _required,
    "moved into a group": _into_group, "moved out of a group": _out_of_group, "repeats": _repeats,
    "shown by something else": _condition, "bounds": _bounds, "split": _split, "default put in": _default,
    "sections": _sections, "new keys": _new_keys, "nothing": _nothing,
}  # fmt: skip


def changed(content: Content, random: Random) -> tuple[Content, list[str]]:
    """Version 2 of a definition's file, and what was done to it. One in five says nothing of drafts."""
    changer = Changer(random, copy.deepcopy(content))
    for kind in random.choices(list(KINDS), k=random.choice((1, 1, 2, 3, 4))):
        changer.change(kind)
        changer.keep_whole()
    changer.content["version"] = 2
    if random.random() < 0.8:
        changer.content["migrates"] = [changer.migration]
    return changer.content, changer.done
