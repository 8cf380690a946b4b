"""Fields that stand together in one object: their JSON Schema, their rules, and how the phone lays them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shared.domain.compiling.compiled_fields import CompiledField

Schema = dict[str, Any]
Rule = dict[str, Any]


def object_schema(asked: Sequence[CompiledField]) -> Schema:
    """The JSON Schema of an object with these fields and no others: the shape and the bounds of each answer, and what is
    required whatever else is answered. Conditions are rules."""
    answered = [one for one in asked if one.field.has_answer]
    return {
        "type": "object",
        "properties": {one.field.id: _answer(one) for one in answered},
        "required": [one.field.id for one in answered if _is_always_required(one)],
        "additionalProperties": False,
    }


def _is_always_required(one: CompiledField) -> bool:
    return one.field.required and one.visible is None


def _answer(one: CompiledField) -> Schema:
    schema = one.field.json_schema()
    return {**schema, "items": object_schema(one.inner)} if one.inner else schema


def rules(asked: Sequence[CompiledField], at: Sequence[str] = ()) -> Iterator[Rule]:
    """What the schema does not say, in the order of the fields (`rules` of the compiled definition)."""
    for one in asked:
        if one.field.has_answer:
            yield from ({"at": list(at), "field": one.field.id, **rule} for rule in _own_rules(one))
        yield from rules(one.inner, (*at, one.field.id))


def _own_rules(one: CompiledField) -> Iterator[Rule]:
    if one.visible is not None:
        yield {"kind": "visible", "expr": one.visible.compiled}
    if one.required is not None and not _is_always_required(one):
        yield {"kind": "required", "expr": one.required.compiled}
    yield from ({"kind": asked.rule, "expr": formula.compiled} for asked, formula in one.own)
    yield from ({"kind": kind, "expr": value} for kind, value in one.field.fixed())
    for formula, message in one.valid:
        yield {"kind": "valid", "expr": formula.compiled, "message": message.model_dump()}


def layout(one: CompiledField) -> dict[str, Any]:
    """A field in the compiled definition (`docs/architecture.md`)."""
    field = one.field
    drawn: dict[str, Any] = {
        "id": field.id,
        "type": field.type,
        "label": field.label.model_dump(),
        "help": field.help.model_dump() if field.help else None,
        "required": True if field.required else one.required.value if one.required else False,
        "visible": one.visible.value if one.visible else True,
        "default": one.default,
        **field.control(),
        **{asked.key: formula.value for asked, formula in one.own},
    }
    return {**drawn, "fields": layouts(one.inner)} if one.inner else drawn


def layouts(asked: Iterable[CompiledField]) -> list[dict[str, Any]]:
    return [layout(one) for one in asked]
