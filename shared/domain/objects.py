"""Fields that stand together in one object: their schema, and what they may say of each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shared.domain.conditions import Condition
    from shared.domain.fields.base import Field


def object_schema(fields: Sequence[Field]) -> dict[str, Any]:
    """The JSON Schema of an object with these fields and no others.

    Relevance comes first: a field whose `visible_when` does not hold is not required, and refused when sent.
    """
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {field.id: field.json_schema() for field in fields},
        "required": [field.id for field in fields if field.required and field.visible_when is None],
        "additionalProperties": False,
    }
    rules = [rule for field in fields for rule in _rules(field)]
    if rules:
        schema["allOf"] = rules
    return schema


def _rules(field: Field) -> Iterable[dict[str, Any]]:
    needed = {"required": [field.id]}
    demand: dict[str, Any] | None = needed if field.required else None
    if field.required_when is not None:
        demand = {"if": field.required_when.json_schema(), "then": needed}
    if field.visible_when is not None:
        rule = {"if": field.visible_when.json_schema(), "else": {"properties": {field.id: False}}}
        yield rule | ({"then": demand} if demand else {})
    elif field.required_when is not None and demand is not None:
        yield demand


def faults(fields: Sequence[Field], path: str) -> Iterable[tuple[str, str]]:
    """What is wrong between the fields, as (path in the definition, what and what to do)."""
    earlier: dict[str, Field] = {}
    for number, field in enumerate(fields):
        where = f"{path}.{number}"
        if field.id in earlier:
            yield f"{where}.id", f"the id {field.id} stands more than once; give each field its own"
        for fault in field.faults():
            yield where, fault
        for key in ("visible_when", "required_when"):
            condition: Condition | None = getattr(field, key)
            if condition is not None:
                yield from ((f"{where}.{key}", fault) for fault in _condition_faults(condition, earlier))
        yield from ((f"{where}.{key}", fault) for key, fault in _company_faults(field, earlier))
        yield from faults(getattr(field, "fields", ()), f"{where}.fields")
        earlier[field.id] = field


def _condition_faults(condition: Condition, earlier: dict[str, Field]) -> Iterable[str]:
    for name, values in condition.looks_at():
        if name not in earlier:
            known = ", ".join(earlier) or "none"
            yield f"there is no field {name} before this one; earlier fields beside it: {known}"
            continue
        possible = earlier[name].possible()
        for value in values:
            if possible is not None and value not in possible:
                yield f"{name} has no option {value}; it has: {', '.join(map(str, possible))}"


def _company_faults(field: Field, earlier: dict[str, Field]) -> Iterable[tuple[str, str]]:
    autofill = getattr(field, "autofill", None)
    named = {"company": getattr(field, "company", None), "autofill.company": autofill and autofill.company}
    for key, company in named.items():
        if company and (company not in earlier or earlier[company].kind != "cvr"):
            yield key, f"{company} is no field of type cvr before this one"
