"""The fields that the expressions of these tests look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter

from shared.domain.expressions.compiler import Formula, compile
from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Scope
from shared.domain.fields import AnyField, Field

WORDS = {"da": "x", "en": "x"}
OPTIONS = [{"value": value, "label": WORDS} for value in ("aftale", "interesse", "ikke-relevant")]
TOPICS = [{"value": value, "label": WORDS} for value in ("praktik", "mentor", "rekruttering")]
ADAPTER: TypeAdapter[Field] = TypeAdapter(AnyField)


def field(id: str, type: str, **keys: Any) -> Field:
    return ADAPTER.validate_python({"id": id, "type": type, "label": WORDS, **keys})


FIELDS = [
    field("moedt", "yes-no"),
    field("udfald", "choice", options=OPTIONS),
    field("emner", "choices", options=TOPICS),
    field("navn", "text"),
    field("antal", "integer"),
    field("timer", "decimal"),
    field("pris", "money"),
    field("frist", "date"),
    field("moede", "time"),
    field("besoegt", "date-time"),
    field("sted", "position"),
    field(
        "behov",
        "group",
        item_label=WORDS,
        add_label=WORDS,
        fields=[
            {"id": "antal", "type": "integer", "label": WORDS},
            {"id": "loen", "type": "money", "label": WORDS},
            {"id": "titel", "type": "text", "label": WORDS},
            {"id": "haster", "type": "yes-no", "label": WORDS},
            {
                "id": "opgaver",
                "type": "group",
                "label": WORDS,
                "item_label": WORDS,
                "add_label": WORDS,
                "fields": [
                    {"id": "timer", "type": "decimal", "label": WORDS},
                    {"id": "faglig", "type": "yes-no", "label": WORDS},
                ],
            },
        ],
    ),
]
FORM: Mapping[str, Field] = {item.id: item for item in FIELDS}
AT_TOP = Scope(FORM, FORM, later=frozenset({"senere"}))
IN_GROUP = Scope({item.id: item for item in FORM["behov"].inner()}, FORM, inside=True)


def compiled(text: str, *gives: Kind, scope: Scope = AT_TOP) -> Formula:
    return compile(text, scope, gives or tuple(Kind))
