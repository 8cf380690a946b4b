"""Checks for meaningless conditions and calculations: never true, compared with an empty text, divided by 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields as parts_of
from typing import Any

from shared.domain.authoring.danish_numbers import expressions
from shared.domain.authoring.satisfiable import Looked, can_be_yes, with_conditions
from shared.domain.compiling.compiled_fields import CompiledField, LocatedFault
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.parser import parse
from shared.domain.expressions.tree import Both, Constant, Name, Node
from shared.domain.source.faults import FaultText
from shared.domain.source.node import YamlPath


def condition_faults(compiled: Compiled) -> Iterator[LocatedFault]:
    """Every condition that no answers fulfil, and every part of an expression that has no effect."""
    reported = set()
    for path, source in expressions(compiled.definition):
        for fault_text in _meaningless(parse(source)):
            reported.add(path)
            yield path, fault_text
    sources = dict(expressions(compiled.definition))
    for path in _never(compiled):
        if path[-2:-1] == ("options",):
            if (*path, "visible_when") not in reported:
                yield path, FaultText("option-never", {"value": _option(compiled, path)})
        elif path not in reported:
            yield path, FaultText("never-shown" if sources[path] == "no" else "never-true")


def _option(compiled: Compiled, path: YamlPath) -> str:
    fields = dict(compiled.definition.places())
    return next(value for number, value, *_ in fields[path[:-2]].conditional_options() if number == path[-1])


def _meaningless(node: Node) -> Iterator[FaultText]:
    for inner in _within(node):
        if not isinstance(inner, Both):
            continue
        if inner.sign == "/" and isinstance(inner.right, Constant) and inner.right.value == 0:
            yield FaultText("by-zero", offset=inner.right.offset)
        if inner.sign in ("=", "!=") and isinstance(inner.left, Name) and _is_blank(inner.right):
            answered_call = f"answered({'.'.join(inner.left.words)})"
            suggestion = f"not {answered_call}" if inner.sign == "=" else answered_call
            yield FaultText("empty-answer", offset=inner.offset, suggestion=suggestion)


def _is_blank(node: Node) -> bool:
    return isinstance(node, Constant) and node.kind == "text" and not str(node.value).strip()


def _within(node: Any) -> Iterator[Any]:
    yield node
    for part in parts_of(node):
        value = getattr(node, part.name)
        for inner in value if isinstance(value, tuple) else (value,):
            if hasattr(inner, "offset"):
                yield from _within(inner)


def _never(compiled: Compiled) -> Iterator[YamlPath]:
    """The paths of the conditions that can never be true."""
    definition = compiled.definition
    form: Looked = {(where, field.id): field for where in ("here", "form") for field in definition.fields}
    for number, formula in enumerate(compiled.sections):
        if formula is not None and not can_be_yes(formula.compiled, form):
            yield ("sections", number, "visible_when")
    places = [
        ("sections", s, "fields", f) for s, part in enumerate(definition.sections) for f in range(len(part.fields))
    ]
    shown: dict[str, Any] = {}
    for path, compiled_field in placed(compiled.compiled_fields, places):
        section = compiled.sections[int(path[1])]
        if section is not None and not can_be_yes(section.compiled, form):
            continue
        visible = compiled_field.visible.compiled if compiled_field.visible else None
        if visible is not None:
            visible = with_conditions(visible, shown)
            shown[compiled_field.field.id] = visible
        yield from _of_field(compiled_field, visible, path, form)


def _number(compiled_field: CompiledField, option: str) -> int:
    return next(number for number, value, *_ in compiled_field.field.conditional_options() if value == option)


def _of_field(compiled_field: CompiledField, visible: Any, path: YamlPath, looked: Looked) -> Iterator[YamlPath]:
    if visible is not None and not can_be_yes(visible, looked):
        yield (*path, "visible_when") if compiled_field.is_written else path
        return
    if (
        compiled_field.required
        and not compiled_field.field.required
        and not can_be_yes(compiled_field.required.compiled, looked)
    ):
        yield (*path, "required_when")
    rules: Sequence[Any] = [formula.compiled for formula, _ in compiled_field.valid]
    yield from ((*path, "valid_when", n, "rule") for n, rule in enumerate(rules) if not can_be_yes(rule, looked))
    for option, formula in compiled_field.options:
        if not can_be_yes(formula.compiled, looked):
            yield (*path, "options", _number(compiled_field, option))
    in_group = {**looked, **{("here", inner.field.id): inner.field for inner in compiled_field.inner}}
    places = [(*path, "fields", number) for number in range(len(compiled_field.inner))]
    for place, inner in placed(compiled_field.inner, places):
        visible = inner.visible.compiled if inner.visible else None
        yield from _of_field(inner, visible, place, in_group)


def placed(fields: Iterable[CompiledField], places: Iterable[YamlPath]) -> Iterator[tuple[YamlPath, CompiledField]]:
    """The fields with their paths; the tick of a warning with the path of its rule."""
    left = iter(places)
    path: YamlPath = ()
    number = 0
    for field in fields:
        if field.is_written:
            path, number = next(left), 0
            yield path, field
        else:
            yield (*path, "warns_when", number, "rule"), field
            number += 1
