"""The definition of the form that is measured, larger than any real one."""

from __future__ import annotations

import json
from typing import Any

from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.reading import read

APP = "stor"
FIELDS, CALCULATIONS, ROWS, GROUPS, ITEMS = 300, 1000, 5000, 2, 100
"""Two groups of a hundred items, since one group may have at most a hundred."""
A_SECTION = 30
_FIRST_OF_ALL = 40
"""How many calculations use the first field too, so that a key press there causes much work."""


def layout() -> dict[str, Any]:
    """The definition as the phone gets it."""
    content = {
        "app": APP, "version": 1, "title": _words("Stor"), "description": _words("Til måling."), "target": "log",
        "heading": ["felt0"], "lists": {"steder": _list()}, "sections": [*_fields(), *_groups(), *_calculations()],
    }  # fmt: skip
    return dict(read(read_yaml(json.dumps(content), "stor.yaml"), "stor.yaml").layout())


def _words(text: str) -> dict[str, str]:
    return {"da": text, "en": text}


def _list() -> str:
    rows = (f"s{number};Sted {number};Place {number};{number % 50};{number}" for number in range(ROWS))
    return "\n".join(("value;da;en;zone (tal);antal (tal)", *rows, ""))


def _fields() -> list[dict[str, Any]]:
    fields = [_number(f"felt{number}") for number in range(FIELDS - 2)]
    fields += [
        {"id": "sted", "type": "choice", "label": _words("Sted"), "list": "steder", "required": False},
        {"id": "hvad", "type": "text", "label": _words("Hvad"), "max_length": 80, "required": False},
    ]
    return _sections("s", fields)


def _number(id: str) -> dict[str, Any]:
    label = _words(f"Antal {id}")
    return {"id": id, "type": "integer", "label": label, "minimum": 0, "maximum": 9999, "required": False}


def _groups() -> list[dict[str, Any]]:
    return _sections("g", [_group(number) for number in range(GROUPS)])


def _group(number: int) -> dict[str, Any]:
    fields = [
        _number("antal"),
        {"id": "note", "type": "text", "label": _words("Note"), "max_length": 80, "required": False},
        _calculated("dobbelt", "(antal else 0) * 2"),
    ]
    words = {"label": _words("Rum"), "item_label": _words("Rum"), "add_label": _words("Et rum til")}
    return {
        "id": f"rum{number}", "type": "group", **words, "required": True, "min_items": ITEMS, "max_items": ITEMS,
        "fields": fields,
    }  # fmt: skip


def _calculations() -> list[dict[str, Any]]:
    return _sections("c", [_calculated(f"sum{number}", _formula(number)) for number in range(CALCULATIONS)])


def _formula(number: int) -> str:
    names = {number % (FIELDS - 2), number * 7 % (FIELDS - 2)} | ({0} if number < _FIRST_OF_ALL else set())
    formula = " + ".join(f"(felt{name} else 0)" for name in sorted(names))
    return f"{formula} + (sum(rum{number % GROUPS}.dobbelt) else 0)" if number % 200 == 0 else formula


def _calculated(id: str, formula: str) -> dict[str, Any]:
    return {"id": id, "type": "calculated", "as": "integer", "label": _words(f"I alt {id}"), "calculate": formula}


def _sections(name: str, fields: list[dict[str, Any]]) -> list[dict[str, Any]]:
    parts = [fields[start : start + A_SECTION] for start in range(0, len(fields), A_SECTION)]
    return [
        {"id": f"{name}{number}", "title": _words(f"Del {name}{number}"), "fields": part}
        for number, part in enumerate(parts)
    ]
