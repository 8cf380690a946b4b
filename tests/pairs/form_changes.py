"""Changes of which fields there are, what they are called, and where they stand."""

from __future__ import annotations

from collections.abc import Callable
import re
from typing import Any

from tests.pairs.changer import ASKED_BY, WORDS, Changer, ids_of
from tests.pairs.field_changes import PLAIN, plain_field


def remove(changer: Changer) -> None:
    fields, field = changer.random.choice(changer.fields())
    fields.remove(field)
    changer.forget(ids_of(field))


def add(changer: Changer) -> None:
    fields, _ = changer.random.choice(changer.fields())
    field = plain_field(changer, changer.random.choice(PLAIN), changer.new_id())
    field["required"] = changer.random.random() < 0.5
    fields.insert(changer.random.randrange(len(fields) + 1), field)


def add_with_default(changer: Changer) -> None:
    """A new text that drafts are given a value for."""
    add(changer)
    texts = [field for _, field in changer.outer() if field["type"] == "text"]
    if texts:
        changer.migration["defaults"][changer.random.choice(texts)["id"]] = "navn"


def rename(changer: Changer) -> None:
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


def split_text(changer: Changer) -> None:
    texts = [
        (fields, field)
        for fields, field in changer.outer()
        if field["type"] == "text" and field["id"] in changer.before_outer
    ]
    if texts:
        fields, field = changer.random.choice(texts)
        parts = [plain_field(changer, "text", changer.new_id()) for _ in range(changer.random.randrange(2, 4))]
        fields[fields.index(field) : fields.index(field) + 1] = parts
        changer.forget({field["id"]})
        cut = {"into": [part["id"] for part in parts], "at": changer.random.choice((" ", "a", "e"))}
        changer.migration["split"][field["id"]] = cut


def move_into_group(changer: Changer) -> None:
    fields, field = changer.random.choice(changer.outer())
    if field["type"] in ("group", "note", "calculated", "p-number", "cvr"):
        return
    changer.forget({field["id"]})
    # Its own conditions look at what stands outside now.
    remaining = {
        key: value for key, value in field.items() if key not in (*ASKED_BY, "valid_when") or key == "calculate"
    }
    fields[fields.index(field)] = {
        "id": changer.new_id(),
        "type": "group",
        "label": WORDS,
        "item_label": WORDS,
        "add_label": WORDS,
        "max_items": 3,
        "fields": [remaining],
    }


def move_out_of_group(changer: Changer) -> None:
    if place := changer.pick("group"):
        fields, group = place
        changer.forget(ids_of(group))
        left = [field for field in group["fields"] if field["type"] in PLAIN]
        for field in left:
            for key in (*ASKED_BY, "valid_when"):
                field.pop(key, None)
        fields[fields.index(group) : fields.index(group) + 1] = left


def change_repeats(changer: Changer) -> None:
    if place := changer.pick("group"):
        _, field = place
        field["min_items"] = changer.random.randrange(1, 4)
        field["max_items"] = field["min_items"] + changer.random.randrange(3)


def show_by_something_else(changer: Changer) -> None:
    """Shown by another answer than before, by a repeated one, always, or never again."""
    places = changer.outer()
    _, field = changer.random.choice(places)
    first = places[0][1]
    field.pop("visible_when", None)
    if first is not field and first["type"] not in ("note", "group", "calculated") and changer.random.random() < 0.8:
        field["visible_when"] = changer.random.choice(("answered({})", "not answered({})")).format(first["id"])


def regroup_sections(changer: Changer) -> None:
    """The same fields in other sections: the first becomes the last, or two become one."""
    sections = changer.content["sections"]
    if len(sections) > 1 and changer.random.random() < 0.5:
        sections[0]["fields"] += sections.pop(1)["fields"]
    sections.append(
        {"id": "s98", "title": WORDS, "fields": [{"id": changer.new_id(), "type": "yes-no", "label": WORDS}]}
    )
