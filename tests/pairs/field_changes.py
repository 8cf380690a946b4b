"""Changes of what a field asks: its type, options, bounds, and whether it must be answered."""

from __future__ import annotations

from tests.pairs.changer import WORDS, Changer, FieldContent, ids_of

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
OWN_KEYS = {"id", "label", "help", "required", "visible_when"}
"""What a field keeps when its type is another."""


def plain_field(changer: Changer, type: str, id: str) -> FieldContent:
    content: FieldContent = {"id": id, "type": type, "label": WORDS}
    if type in ("choice", "choices"):
        content["options"] = [
            {"value": value, "label": WORDS}
            for value in "abcdefghijklmnopqrstuvwxyz"[: changer.random.randrange(2, 26)]
        ]
    bounds = {
        "text": {"max_length": 20}, "long-text": {"max_length": 500}, "integer": {"minimum": 0, "maximum": 3000},
        "decimal": {"minimum": -9, "maximum": 3000, "decimals": 2}, "money": {"minimum": 0, "maximum": 3000},
        "duration": {"minimum": 0, "maximum": 3000},
    }  # fmt: skip
    return content | bounds.get(type, {})


def change_type(changer: Changer) -> None:
    fields, field = changer.random.choice(changer.fields())
    remaining = {key: value for key, value in field.items() if key in OWN_KEYS}
    fields[fields.index(field)] = plain_field(changer, changer.random.choice(PLAIN), field["id"]) | remaining
    changer.forget(ids_of(field))


def change_to_near_type(changer: Changer) -> None:
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
        content = plain_field(changer, near[field["type"]], field["id"]) | {
            k: v for k, v in field.items() if k in OWN_KEYS
        }
        for key in ("options", "options_from"):
            if key in field:
                content.pop("options", None)
                content[key] = field[key]
        fields[fields.index(field)] = content
        changer.forget({field["id"]})


def change_options(changer: Changer) -> None:
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
        options.append({"value": f"o{len(options)}", "label": WORDS})
    elif how == "condition":
        options[0]["visible_when"] = "yes" if changer.random.random() < 0.3 else "today > 2026-11-23"
    elif how == "label":
        options[0]["label"] = {"da": "Andet", "en": "Other"}
    elif how == "many":
        options += [{"value": f"o{number}", "label": WORDS} for number in range(30)]
    changer.forget({field["id"]})


def take_options_from_a_list(changer: Changer) -> None:
    """Options that stand in a list with columns, or are another app's registrations."""
    if place := changer.pick("choice", "choices"):
        _, field = place
        for key in ("options", "list", "where", "options_from", "min_items", "max_items"):
            field.pop(key, None)
        app = {"options_from": {"app": changer.random.choice(("andre", "tredje"))}}
        field |= changer.random.choice(({"list": "steder"}, {"list": "byer"}, app))
        changer.forget({field["id"]})


def turn_required(changer: Changer) -> None:
    _, field = changer.random.choice(changer.fields())
    if field["type"] in ("note", "calculated"):
        return
    field.pop("required_when", None)
    field["required"] = not field.get("required", False)


def tighten_bounds(changer: Changer) -> None:
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


def add_new_keys(changer: Changer) -> None:
    _, field = changer.random.choice(changer.fields())
    field["help"] = WORDS
    changer.content["cpr_in_texts"] = changer.random.choice(("ask", "forbid"))
    changer.content["entity"] = changer.random.random() < 0.5
    if field["type"] in ("text", "long-text"):
        field["valid_when"] = [{"rule": f"length({field['id']}) > 3", "message": WORDS}]
        field["default"] = '"navn"'
