"""The keys of a definition that say nothing of conditions: bounds, units, what is suggested and remembered, what lists show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from shared.domain.fields import TYPES

W = {"da": "Ord", "en": "Words"}
CHANCE = 0.3
"""Of each key, where it may stand."""

OWN: dict[str, Callable[[Random], dict[str, Any]]] = {
    "text": lambda random: {"input": random.choice(("text", "tel", "email"))},
    "long-text": lambda random: {"min_length": 1},
    "integer": lambda random: {"unit": W},
    "decimal": lambda random: {"unit": W},
    "calculated": lambda random: {"unit": W, "decimals": random.randrange(1, 5)},
    "photo": lambda random: {"max_mb": random.randrange(1, 9)},
    "file": lambda random: {"max_mb": random.randrange(1, 9), "types": random.sample(("pdf", "png", "jpeg"), 2)},
}
SUGGESTED = {
    "text": '"navn"', "long-text": '"navn"', "integer": "3", "decimal": "1.5", "money": "12 kr", "yes-no": "yes",
    "date": "today", "time": "08:30", "date-time": "now", "duration": "30",
}  # fmt: skip


def more_keys(random: Random, field: dict[str, Any], companies: Sequence[str], *, inner: bool) -> dict[str, Any]:
    """Keys to put beside those that a field has. `companies` are the ids of the `cvr` fields before it; `inner`: in a group."""
    type = field["type"]
    possible: dict[str, Any] = {"help": W, **(OWN[type](random) if type in OWN else {})}
    if type in SUGGESTED:
        possible["default"] = SUGGESTED[type]
    if "last" in TYPES[type].remembers and not inner:
        possible["remember"] = "last"
    if type == "text" and companies:
        company, value = random.choice(companies), random.choice(("name", "address", "industry"))
        possible["autofill"] = {"company": company, "value": value}
    keys = {key: value for key, value in possible.items() if random.random() < CHANCE}
    return keys | _how_many(random, field)


def _how_many(random: Random, field: dict[str, Any]) -> dict[str, Any]:
    """Bounds of answers that are several."""
    if field["type"] == "choices" and "options" in field:
        most = len(field["options"])
        return {"min_items": random.randrange(1, min(most, 2) + 1), "max_items": random.randrange(2, most + 1)}
    if field["type"] in ("photo", "file"):
        return {"min_items": random.randrange(1, min(field["max_items"], 2) + 1)}
    return {}


def form_keys(random: Random, fields: Sequence[dict[str, Any]], heading: str) -> dict[str, Any]:
    """What a definition says of itself as a whole."""
    shown = [field["id"] for field in fields if field["type"] not in ("note", "group", "photo", "file", "cpr")]
    days = [field["id"] for field in fields if field["type"] == "date"]
    keys = {
        "heading_text": {"da": f"Om {{{heading}}}", "en": f"On {{{heading}}}"},
        "submit_label": W, "card": shown[:3], "summary": shown[-3:], "cpr_in_texts": random.choice(("ask", "forbid")),
        "entity": True, "retention": {"years": 2, "months": 6}, "roles": ["konsulent", "teamleder"],
        "follow_up": "".join(days[:1]), "measures": ["effort", "survey"],
    }  # fmt: skip
    return {key: value for key, value in keys.items() if value and random.random() < CHANCE}
