"""What no JSON Schema can say of an app's answers: `x-rules` of its schema, so that a reader knows where 422 may come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shared.domain.answers.verdict import RULE_CODES
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.fields import Field
from shared.domain.layout import Rule


def rules(app: Compiled) -> list[dict[str, Any]]:
    """Each rule with the path of its field (`*` for the number of an item), its kind, the codes of its faults and, where the
    definition says it, its message. What it asks stands in `rules` of the compiled definition."""
    return [*(_told(rule) for rule in app.rules), *_of_the_store(app.definition.fields, "")]


def _told(rule: Rule) -> dict[str, Any]:
    path = "".join(f"/{group}/*" for group in rule["at"]) + f"/{rule['field']}"
    rule_as_json = {"path": path, "kind": rule["kind"], "codes": RULE_CODES[rule["kind"]]}
    return {**rule_as_json, "message": rule["message"]["en"]} if "message" in rule else rule_as_json


def _of_the_store(fields: Sequence[Field], before: str) -> Iterator[dict[str, Any]]:
    """What only the store can say: that attachments have come, that the chosen entities are there."""
    for field in fields:
        path = f"{before}/{field.id}"
        if field.attaches:
            yield {"path": path, "kind": "stored", "codes": ["not-uploaded", "too-many"]}
        if field.entity_app():
            yield {"path": path, "kind": "entity", "codes": ["not-an-option"]}
        yield from _of_the_store(field.inner(), f"{path}/*")
