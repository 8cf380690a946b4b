"""Fields that stand together in one object: their JSON Schema, their rules, and how the phone lays them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shared.domain.compiling.compiled_fields import CompiledField
from shared.domain.layout import FieldCommon, FieldLayout, Rule, RuleKind
from shared.domain.text.localized_text import InLanguages

Schema = dict[str, Any]
Said = tuple[RuleKind, Any, InLanguages | None]
"""A rule's kind, what it goes by, and its own message."""


def object_schema(asked: Sequence[CompiledField]) -> Schema:
    """The JSON Schema of an object with these fields and no others.

    Relevance comes first: a field whose `visible_when` does not hold is not required, and refused when sent. A condition
    that no schema can say is a rule instead.
    """
    answered = [one for one in asked if one.field.has_answer]
    schema: Schema = {
        "type": "object",
        "properties": {one.field.id: _answer(one) for one in answered},
        "required": [one.field.id for one in answered if one.field.required and one.visible is None],
        "additionalProperties": False,
    }
    rules = [rule for one in answered for rule in _conditional(one)]
    if rules:
        schema["allOf"] = rules
    return schema


def _answer(one: CompiledField) -> Schema:
    schema = one.field.json_schema()
    return {**schema, "items": object_schema(one.inner)} if one.inner else schema


def _conditional(one: CompiledField) -> Iterator[Schema]:
    needed = {"required": [one.field.id]}
    demand: Schema | None = None
    if one.field.required:
        demand = needed
    elif one.required is not None and one.required.schema is not None:
        demand = {"if": one.required.schema, "then": needed}
    if one.visible is None:
        if demand is not None and not one.field.required:
            yield demand
    elif one.visible.schema is not None:
        rule = {"if": one.visible.schema, "else": {"properties": {one.field.id: False}}}
        yield rule | ({"then": demand} if demand else {})


def rules(asked: Sequence[CompiledField], at: Sequence[str] = ()) -> Iterator[Rule]:
    """What the schema cannot say, in the order of the fields (`rules` of the compiled definition)."""
    for one in asked:
        if one.field.has_answer:
            yield from (_rule(one.field.id, at, *said) for said in _own_rules(one))
        yield from rules(one.inner, (*at, one.field.id))


def _rule(field: str, at: Sequence[str], kind: RuleKind, expr: Any, message: InLanguages | None) -> Rule:
    rule: Rule = {"at": list(at), "field": field, "kind": kind, "expr": expr}
    return rule if message is None else {**rule, "message": message}


def _own_rules(one: CompiledField) -> Iterator[Said]:
    hidden_by_rule = one.visible is not None and one.visible.schema is None
    if one.visible is not None and hidden_by_rule:
        yield "visible", one.visible.compiled, None
    if one.required is not None and (hidden_by_rule or one.required.schema is None):
        yield "required", one.required.compiled, None
    yield from ((asked.rule, formula.compiled, None) for asked, formula in one.own)
    yield from ((kind, value, None) for kind, value in one.field.fixed())
    for formula, message in one.valid:
        yield "valid", formula.compiled, message.in_both()


def layout(one: CompiledField) -> FieldLayout:
    """A field in the compiled definition (`docs/architecture.md`)."""
    field = one.field
    common: FieldCommon = {
        "id": field.id,
        "type": field.type,
        "label": field.label.in_both(),
        "help": field.help.in_both() if field.help else None,
        "required": True if field.required else one.required.condition if one.required else False,
        "visible": one.visible.condition if one.visible else True,
        "default": one.default,
    }
    drawn = {**common, **field.control(), **{asked.key: formula.value for asked, formula in one.own}}
    return {**drawn, "fields": layouts(one.inner)} if one.inner else drawn


def layouts(asked: Iterable[CompiledField]) -> list[FieldLayout]:
    return [layout(one) for one in asked]
