"""Describes the keys of a field type from its model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shared.domain.fields.base import Field

WORDS = {"string": "tekst", "integer": "helt tal", "number": "tal", "boolean": "`true` eller `false`"}
WORDS |= {"array": "liste", "object": "nøgler"}
NAMED = {"LocalizedText": "dansk og engelsk"}


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a field type. `holds`: the values that it takes, in Danish; `default`: as YAML, or empty."""

    name: str
    holds: str
    default: str
    required: bool


def own_keys(type: type[Field]) -> Iterator[Key]:
    """The type's keys beside those that every field has."""
    schema = type.model_json_schema()
    if "properties" not in schema:
        schema = schema["$defs"][type.__name__]
    common = {field.alias or name for name, field in Field.model_fields.items()}
    for name, property in schema["properties"].items():
        if name not in common:
            yield Key(name, _holds(property), _default(property), name in schema.get("required", ()))


def _holds(property: dict[str, Any]) -> str:
    branches = [branch for branch in property.get("anyOf", ()) if branch != {"type": "null"}]
    if branches:
        return " eller ".join(dict.fromkeys(_holds(branch) for branch in branches))
    if "$ref" in property:
        return NAMED.get(property["$ref"].rpartition("/")[2], "nøgler")
    if "enum" in property:
        return ", ".join(f"`{value}`" for value in property["enum"])
    if property.get("description", "").startswith("An expression"):
        return "[udtryk](../expressions.md)"
    kind = WORDS.get(str(property.get("type")), "værdi")
    low, high = property.get("minimum"), property.get("maximum")
    if low is not None and high is not None and abs(high) < 10**9:
        return f"{kind}, {low}–{high}"
    return f"{kind}, mindst {low}" if low is not None and low > -(10**9) else kind


def _default(property: dict[str, Any]) -> str:
    value = property.get("default")
    if value is None:
        return ""
    return f"`[{', '.join(value)}]`" if isinstance(value, list) else f"`{value}`"
