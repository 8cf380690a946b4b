"""Compiles the fields of one object: their JSON Schema, their rules, and their layout for the phone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from shared.domain.compiling.compiled_fields import CompiledField
from shared.domain.fields.choice import OptionLayout
from shared.domain.fields.overruling import Overruling
from shared.domain.layout import FieldCommon, FieldLayout, ListedLayout, Rule, RuleKind
from shared.domain.text.localized_text import InLanguages

Schema = dict[str, Any]
OwnRule = tuple[RuleKind, Any, InLanguages | None]
"""A rule's kind, its argument, and its own message."""


def object_schema(compiled_fields: Sequence[CompiledField]) -> Schema:
    """The JSON Schema of an object with exactly these fields: the type and bounds of each answer, and what is required
    unconditionally. Conditions are rules."""
    answered = [compiled for compiled in compiled_fields if compiled.field.has_answer]
    return {
        "type": "object",
        "properties": {compiled.field.id: _answer(compiled) for compiled in answered},
        "required": [compiled.field.id for compiled in answered if _is_always_required(compiled)],
        "additionalProperties": False,
    }


def _is_always_required(compiled: CompiledField) -> bool:
    return compiled.field.required and compiled.visible is None


def _answer(compiled: CompiledField) -> Schema:
    schema = compiled.field.json_schema()
    return {**schema, "items": object_schema(compiled.inner)} if compiled.inner else schema


def rules(compiled_fields: Sequence[CompiledField], at: Sequence[str] = ()) -> Iterator[Rule]:
    """What the schema does not express, in the order of the fields (`rules` of the compiled definition)."""
    for compiled in compiled_fields:
        if compiled.field.has_answer:
            yield from (_rule(compiled.field.id, at, *rule) for rule in _own_rules(compiled))
        yield from rules(compiled.inner, (*at, compiled.field.id))


def _rule(field: str, at: Sequence[str], kind: RuleKind, expr: Any, message: InLanguages | None) -> Rule:
    rule: Rule = {"at": list(at), "field": field, "kind": kind, "expr": expr}
    return rule if message is None else {**rule, "message": message}


def _own_rules(compiled: CompiledField) -> Iterator[OwnRule]:
    if compiled.visible is not None:
        yield "visible", compiled.visible.compiled, None
    if compiled.required is not None and not _is_always_required(compiled):
        yield "required", compiled.required.compiled, None
    if compiled.options or compiled.field.listed_in():
        # Which options are offered is stored in the field itself.
        yield "offered", True, None
    yield from ((typed.rule, formula.compiled, None) for typed, formula in compiled.own_expressions)
    yield from ((kind, value, None) for kind, value in compiled.field.fixed())
    if isinstance(compiled.field, Overruling) and compiled.visible is not None:
        yield "warning", compiled.visible.compiled, compiled.field.message.in_both()
    for formula, message in compiled.valid:
        yield "valid", formula.compiled, message.in_both()


def layout(compiled: CompiledField) -> FieldLayout:
    """A field in the compiled definition (`docs/architecture.md`)."""
    field = compiled.field
    common: FieldCommon = {
        "id": field.id,
        "type": field.type,
        "label": field.label.in_both(),
        "help": field.help.in_both() if field.help else None,
        "required": True if field.required else compiled.required.value if compiled.required else False,
        "visible": compiled.visible.value if compiled.visible else True,
        "default": compiled.default,
    }
    if field.remember:
        common["remember"] = field.remember
    drawn = {**common, **field.control(), **{typed.key: formula.value for typed, formula in compiled.own_expressions}}
    drawn |= _offered(compiled, drawn.get("options"))
    return {**drawn, "fields": layouts(compiled.inner)} if compiled.inner else drawn


def _offered(compiled: CompiledField, options: Sequence[OptionLayout] | None) -> dict[str, Any]:
    """The options that are not always offered, with their conditions, and the list that contains them."""
    if listed := compiled.field.listed_in():
        where = {column: formula.value for column, formula in compiled.where}
        return {"list": ListedLayout(name=listed[0], where=where)}
    shown = {value: formula.value for value, formula in compiled.options}
    if not shown or options is None:
        return {}
    return {
        "options": [
            {**option, "visible": shown[option["value"]]} if option["value"] in shown else option for option in options
        ]
    }


def layouts(compiled_fields: Iterable[CompiledField]) -> list[FieldLayout]:
    return [layout(compiled) for compiled in compiled_fields]
