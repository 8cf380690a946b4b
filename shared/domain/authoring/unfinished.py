"""Reports calculations that have no value while an optional field is unanswered, which the author may not have meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.domain.authoring.condition_checks import placed
from shared.domain.compiling.compiled_fields import CompiledField, LocatedFault
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.kinds import Kind
from shared.domain.source.faults import FaultText
from shared.domain.source.node import YamlPath

_ZERO = {Kind.MONEY: "0 kr", Kind.NUMBER: "0", Kind.TEXT: '"–"'}
_ALWAYS_THERE = frozenset({"answered", "count", "chosen", "sum", "min", "max"})
"""Operators that have a value, or deliberately none, whatever is answered."""

Fields = Mapping[str, CompiledField]


def unfinished_calculations(compiled: Compiled) -> Iterator[LocatedFault]:
    """Each field that a calculation uses and that may be unanswered while the calculation is shown, once a calculation."""
    definition = compiled.definition
    paths: list[YamlPath] = [
        ("sections", s, "fields", f) for s, part in enumerate(definition.sections) for f in range(len(part.fields))
    ]
    form = {field.field.id: field for field in compiled.compiled_fields}
    yield from _of_object(list(placed(compiled.compiled_fields, paths)), form, form)


def _of_object(fields: list[tuple[YamlPath, CompiledField]], beside: Fields, form: Fields) -> Iterator[LocatedFault]:
    for path, field in fields:
        if field.field.kind == "calculated":
            for name, used in _Uses(field, beside, form).calculated_from():
                yield (*path, "calculate"), _missing_value(name, used)
        inner = list(placed(field.inner, [(*path, "fields", number) for number in range(len(field.inner))]))
        yield from _of_object(inner, {below.field.id: below for _, below in inner}, form)


def _missing_value(name: str, used: CompiledField) -> FaultText:
    replacement = _ZERO.get(used.field.operand_kind())
    suggestion = f"({name} else {replacement})" if replacement else ""
    return FaultText("may-be-unanswered", {"name": name}, suggestion=suggestion)


@dataclass(frozen=True)
class _Uses:
    """The fields that one calculation uses."""

    calculation: CompiledField
    beside: Fields
    form: Fields

    def calculated_from(self) -> Iterator[tuple[str, CompiledField]]:
        names: dict[str, CompiledField] = {}
        for _, formula in self.calculation.own_expressions:
            for place, id in _bare(formula.compiled, frozenset()):
                field = (self.beside if place == "here" else self.form).get(id)
                if field is not None and self._may_lack(field):
                    names[id if place == "here" or self.beside is self.form else f"form.{id}"] = field
        yield from names.items()

    def _may_lack(self, field: CompiledField) -> bool:
        """Whether the calculation may be shown while the field is unanswered. What another calculation lacks is reported
        there."""
        if field.field.kind == "calculated":
            return False
        if not field.field.required:
            return True
        conditions = _parts(field.visible.compiled if field.visible else True)
        own_parts = _parts(self.calculation.visible.compiled if self.calculation.visible else True)
        return any(condition not in own_parts for condition in conditions)


def _parts(condition: Any) -> list[Any]:
    if condition is True:
        return []
    return condition[1:] if isinstance(condition, list) and condition[0] == "and" else [condition]


def _bare(compiled: Any, covered: frozenset[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The fields without which a calculation has no value: not those before `else`, nor those that `if` checks first."""
    match compiled:
        case ["get", place, id]:
            if (place, id) not in covered:
                yield place, id
        case ["else", _, instead]:
            yield from _bare(instead, covered)
        case ["if", condition, first, second]:
            answered = covered | frozenset(_answered_in(condition))
            for part in (condition, first, second):
                yield from _bare(part, answered)
        case [str() as name, *_] if name in _ALWAYS_THERE:
            return
        case [*parts]:
            for part in parts:
                yield from _bare(part, covered)


def _answered_in(condition: Any) -> Iterator[tuple[str, str]]:
    """The fields whose being answered a condition checks."""
    match condition:
        case ["answered", ["get", place, id]]:
            yield place, id
        case [*parts]:
            for part in parts:
                yield from _answered_in(part)
