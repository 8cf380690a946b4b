"""Random changes of a definition, of every kind that an author makes, with or without saying how drafts move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
import copy
from dataclasses import dataclass, field
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
    migration: dict[str, Any] = field(default_factory=lambda: {"from": 1, "renamed": {}, "split": {}, "defaults": {}})
    done: list[str] = field(default_factory=list)
    before_outer: frozenset[str] = frozenset()
    """The ids that version 1 has outside groups: those that `migrates` can name."""
    _made: int = 0

    def __post_init__(self) -> None:
        self.before_outer = frozenset(one["id"] for _, one in self.outer())

    def change(self, kind: str) -> None:
        KINDS[kind](self)
        self.done.append(kind)

    def fields(self) -> list[tuple[list[FieldContent], FieldContent]]:
        """Every field with the list that it stands in."""
        lists = [section["fields"] for section in self.content["sections"]]
        return [place for fields in lists for place in _below(fields)]

    def outer(self) -> list[tuple[list[FieldContent], FieldContent]]:
        """Those that no group holds: `migrates` names these alone."""
        return [(s["fields"], one) for s in self.content["sections"] for one in s["fields"]]

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
        for fields, one in self.fields():
            _drop(one, ASKED_BY, word)
            one["valid_when"] = [rule for rule in one.get("valid_when", []) if not word.search(str(rule))]
            if not one["valid_when"]:
                del one["valid_when"]
            if one["type"] == "p-number" and one.get("company") in ids:
                one.pop("company")
            if (one["type"] == "calculated" and "calculate" not in one) or (
                one["type"] == "p-number" and "company" not in one
            ):
                # A calculation of nothing, a unit of no company: a note in its place.
                fields[fields.index(one)] = {"id": one["id"], "type": "note", "label": W, "text": W}

    def keep_whole(self) -> None:
        """No empty section or group, and something to show a registration by."""
        for fields, one in self.fields():
            if one["type"] == "group" and not one["fields"]:
                fields.remove(one)
        sections = [section for section in self.content["sections"] if section["fields"]]
        self.content["sections"] = sections
        shown = [one["id"] for section in sections for one in section["fields"] if one["type"] not in ("note", "group")]
        if not shown:
            sections[:0] = [{"id": "s99", "title": W, "fields": [{"id": "holder", "type": "text", "label": W}]}]
            shown = ["holder"]
        self.content["heading"] = [shown[0]]
        outer = {one["id"] for _, one in self.outer()}
        renamed, split = self.migration["renamed"], self.migration["split"]
        self.migration["renamed"] = {old: new for old, new in renamed.items() if new in outer}
        self.migration["split"] = {old: cut for old, cut in split.items() if set(cut["into"]) <= outer}
        self.migration["defaults"] = {id: value for id, value in self.migration["defaults"].items() if id in outer}


def _below(fields: list[FieldContent]) -> Iterator[tuple[list[FieldContent], FieldContent]]:
    for one in list(fields):
        yield fields, one
        if one["type"] == "group":
            yield from _below(one["fields"])


def _drop(holder: dict[str, Any], keys: tuple[str, ...], word: re.Pattern[str]) -> None:
    for key in keys:
        if key in holder and word.search(str(holder[key])):
            del holder[key]


def _ids(one: FieldContent) -> set[str]:
    return {one["id"]}.union(*(_ids(inner) for inner in one.get("fields", ())))


def _remove(changer: Changer) -> None:
    fields, one = changer.random.choice(changer.fields())
    fields.remove(one)
    changer.forget(_ids(one))


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
    _, one = changer.random.choice(changer.fields())
    old, new = one["id"], changer.new_id()
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
    fields, one = changer.random.choice(changer.fields())
    kept = {key: value for key, value in one.items() if key in OWN_KEYS}
    fields[fields.index(one)] = _plain(changer, changer.random.choice(PLAIN), one["id"]) | kept
    changer.forget(_ids(one))


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
        fields, one = place
        made = _plain(changer, near[one["type"]], one["id"]) | {k: v for k, v in one.items() if k in OWN_KEYS}
        for key in ("options", "options_from"):
            if key in one:
                made.pop("options", None)
                made[key] = one[key]
        fields[fields.index(one)] = made
        changer.forget({one["id"]})


def _options(changer: Changer) -> None:
    """One away, one new, one relabelled, many new (another control), or another app's in their place."""
    if place := changer.pick("choice", "choices"):
        _, one = place
        options = one.get("options")
        how = changer.random.choice(("away", "new", "label", "many", "app"))
        if options is None or how == "app":
            one.pop("options", None)
            one["options_from"] = {"app": changer.random.choice(("andre", "tredje"))}
        elif how == "away" and len(options) > 2:
            options.pop(changer.random.randrange(len(options)))
            one.pop("min_items", None)
        elif how == "new":
            options.append({"value": f"o{len(options)}", "label": W})
        elif how == "label":
            options[0]["label"] = {"da": "Andet", "en": "Other"}
        elif how == "many":
            options += [{"value": f"o{number}", "label": W} for number in range(30)]
        changer.forget({one["id"]})


def _required(changer: Changer) -> None:
    _, one = changer.random.choice(changer.fields())
    if one["type"] in ("note", "calculated"):
        return
    one.pop("required_when", None)
    one["required"] = not one.get("required", False)


def _into_group(changer: Changer) -> None:
    fields, one = changer.random.choice(changer.outer())
    if one["type"] in ("group", "note", "calculated", "p-number", "cvr"):
        return
    changer.forget({one["id"]})
    # Its own conditions look at what stands outside now.
    kept = {key: value for key, value in one.items() if key not in (*ASKED_BY, "valid_when") or key == "calculate"}
    fields[fields.index(one)] = {
        "id": changer.new_id(), "type": "group", "label": W, "item_label": W, "add_label": W, "max_items": 3, "fields": [kept],
    }  # fmt: skip


def _out_of_group(changer: Changer) -> None:
    if place := changer.pick("group"):
        fields, group = place
        changer.forget(_ids(group))
        left = [one for one in group["fields"] if one["type"] in PLAIN]
        for one in left:
            for key in (*ASKED_BY, "valid_when"):
                one.pop(key, None)
        fields[fields.index(group) : fields.index(group) + 1] = left


def _repeats(changer: Changer) -> None:
    if place := changer.pick("group"):
        _, one = place
        one["min_items"] = changer.random.randrange(1, 4)
        one["max_items"] = one["min_items"] + changer.random.randrange(3)


def _condition(changer: Changer) -> None:
    """Shown by another answer than before, by a repeated one, always, or never again."""
    places = changer.outer()
    _, one = changer.random.choice(places)
    first = places[0][1]
    one.pop("visible_when", None)
    if first is not one and first["type"] not in ("note", "group", "calculated") and changer.random.random() < 0.8:
        one["visible_when"] = changer.random.choice(("answered({})", "not answered({})")).format(first["id"])


def _bounds(changer: Changer) -> None:
    if place := changer.pick("text", "long-text", "integer", "decimal", "money", "duration"):
        _, one = place
        if "max_length" in one:
            one["max_length"] = max(one.get("min_length", 1), one["max_length"] // 2)
        if "maximum" in one:
            one["maximum"] = (
                one["maximum"] / 2 if one["type"] in ("decimal", "money") else max(one["minimum"], one["maximum"] // 2)
            )
        if "decimals" in one:
            one["decimals"] = changer.random.randrange(1, 5)


def _split(changer: Changer) -> None:
    texts = [
        (fields, one) for fields, one in changer.outer() if one["type"] == "text" and one["id"] in changer.before_outer
    ]
    if texts:
        fields, one = changer.random.choice(texts)
        parts = [_plain(changer, "text", changer.new_id()) for _ in range(changer.random.randrange(2, 4))]
        fields[fields.index(one) : fields.index(one) + 1] = parts
        changer.forget({one["id"]})
        cut = {"into": [part["id"] for part in parts], "at": changer.random.choice((" ", "a", "e"))}
        changer.migration["split"][one["id"]] = cut


def _default(changer: Changer) -> None:
    """A new text that drafts are given a value for."""
    _add(changer)
    texts = [one for _, one in changer.outer() if one["type"] == "text"]
    if texts:
        changer.migration["defaults"][changer.random.choice(texts)["id"]] = "navn"


def _sections(changer: Changer) -> None:
    """The same fields in other sections: the first becomes the last, or two become one."""
    sections = changer.content["sections"]
    if len(sections) > 1 and changer.random.random() < 0.5:
        sections[0]["fields"] += sections.pop(1)["fields"]
    sections.append({"id": "s98", "title": W, "fields": [{"id": changer.new_id(), "type": "yes-no", "label": W}]})


def _new_keys(changer: Changer) -> None:
    _, one = changer.random.choice(changer.fields())
    one["help"] = W
    changer.content["cpr_in_texts"] = changer.random.choice(("ask", "forbid"))
    changer.content["entity"] = changer.random.random() < 0.5
    if one["type"] in ("text", "long-text"):
        one["valid_when"] = [{"rule": f"length({one['id']}) > 3", "message": W}]
        one["default"] = '"navn"'


def _nothing(changer: Changer) -> None:
    return


KINDS: dict[str, Callable[[Changer], None]] = {
    "field removed": _remove, "field added": _add, "field renamed": _rename, "type changed": _retype,
    "type changed to one near it": _near_type, "options changed": _options, "required or not": _required,
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
