"""Fields that stand together in one object: their JSON Schema, their rules, and how the phone lays them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shared.domain.compiling.compiled_fields import CompiledField
from shared.domain.fields.choice import OptionLayout
from shared.domain.fields.overruling import Overruling
from shared.domain.layout import FieldCommon, FieldLayout, ListedLayout, Rule, RuleKind
from shared.domain.text.localized_text import InLanguages

Schema = dict[str, Any]
Said = tuple[RuleKind, Any, InLanguages | None]
"""A rule's kind, what it goes by, and its own message."""


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
            yield from (_rule(one.field.id, at, *said) for said in _own_rules(one))
        yield from rules(one.inner, (*at, one.field.id))


def _rule(field: str, at: Sequence[str], kind: RuleKind, expr: Any, message: InLanguages | None) -> Rule:
    rule: Rule = {"at": list(at), "field": field, "kind": kind, "expr": expr}
    return rule if message is None else {**rule, "message": message}


def _own_rules(one: CompiledField) -> Iterator[Said]:
    if one.visible is not None:
        yield "visible", one.visible.compiled, None
    if one.required is not None and not _is_always_required(one):
        yield "required", one.required.compiled, None
    if one.options or one.field.listed_in():
        # What is offered stands in the field itself.
        yield "offered", True, None
    yield from ((asked.rule, formula.compiled, None) for asked, formula in one.own)
    yield from ((kind, value, None) for kind, value in one.field.fixed())
    if isinstance(one.field, Overruling) and one.visible is not None:
        yield "warning", one.visible.compiled, one.field.message.in_both()
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
        "required": True if field.required else one.required.value if one.required else False,
        "visible": one.visible.value if one.visible else True,
        "default": one.default,
    }
    if field.remember:
        common["remember"] = field.remember
    drawn = {**common, **field.control(), **{asked.key: formula.value for asked, formula in one.own}}
    drawn |= _offered(one, drawn.get("options"))
    return {**drawn, "fields": layouts(one.inner)} if one.inner else drawn


def _offered(one: CompiledField, options: Sequence[OptionLayout] | None) -> dict[str, Any]:
    """The options that do not always fit, with their conditions; the list that they stand in."""
    if listed := one.field.listed_in():
        where = {column: formula.value for column, formula in one.where}
        return {"list": ListedLayout(name=listed[0], where=where)}
    shown = {value: formula.value for value, formula in one.options}
    if not shown or options is None:
        return {}
    return {
        "options": [
            {**option, "visible": shown[option["value"]]} if option["value"] in shown else option for option in options
        ]
    }


def layouts(asked: Iterable[CompiledField]) -> list[FieldLayout]:
    return [layout(one) for one in asked]
