"""Checks for values that contradict each other: a default outside its own bounds, bounds with nothing between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
import re
from typing import Any

from shared.domain.compiling.compiled_fields import CompiledField, LocatedFault
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from shared.domain.fields import Field
from shared.domain.patterns import lengths
from shared.domain.source.faults import FaultText

_SOME_DAY = EvaluationContext.at(datetime(2026, 11, 23, 9, tzinfo=UTC))
"""Any day will do: bounds relative to today are equally far apart on every day."""


def value_faults(compiled: CompiledField) -> Iterator[LocatedFault]:
    """The contradictions within one field, each with its path below the field."""
    yield from _date_bounds(compiled)
    yield from _default(compiled)
    yield from _pattern(compiled.field)


def _date_bounds(compiled: CompiledField) -> Iterator[LocatedFault]:
    earliest, latest = _day(compiled, "earliest"), _day(compiled, "latest")
    if earliest and latest and earliest[0] == latest[0] and earliest[1] > latest[1]:
        field = compiled.field
        bounds = {key: getattr(field, key) for key in ("earliest", "latest")}
        if None in bounds.values():
            key = next(key for key, source in bounds.items() if source is not None)
            yield (key,), FaultText("beyond-years", {"key": key, "value": bounds[key]})
        else:
            yield ("earliest",), FaultText("dates-swapped", bounds)


def _day(compiled: CompiledField, key: str) -> tuple[bool, str] | None:
    """Whether a bound is relative to today, and the day; None where it uses an answer, counts months, or there is none."""
    formula = next((formula for typed, formula in compiled.own_expressions if typed.key == key), None)
    return None if formula is None else _fixed_day(formula.compiled)


def _fixed_day(expression: Any) -> tuple[bool, str] | None:
    if any(_has(expression, operator) for operator in ("get", "now", "person", "add-months")):
        return None
    day = evaluate(expression, {}, {}, _SOME_DAY)
    return (_has(expression, "today"), day) if isinstance(day, str) else None


def _has(expression: Any, operator: str) -> bool:
    if not isinstance(expression, list):
        return False
    return expression[:1] == [operator] or any(_has(part, operator) for part in expression)


def _default(compiled: CompiledField) -> Iterator[LocatedFault]:
    value = compiled.default
    if isinstance(value, Mapping):
        day = _fixed_day(value.get("$expr")) if compiled.field.kind == "date" else None
    else:
        day = (False, value) if isinstance(value, str) else None
    if compiled.field.kind == "date" and day is not None:
        for key, sign in (("earliest", 1), ("latest", -1)):
            bound = _day(compiled, key)
            if bound and bound[0] == day[0] and (day[1] > bound[1]) - (day[1] < bound[1]) == -sign:
                written = getattr(compiled.field, key) or bound[1]
                yield ("default",), FaultText("default-beyond", {"key": key, "limit": written})
    if value is None or isinstance(value, Mapping | bool):
        return
    for key, limit in _broken(compiled.field.json_schema(), value):
        shown = compiled.field.show_limit(limit, "da") if key in ("minimum", "maximum") else limit
        yield ("default",), FaultText("default-beyond", {"key": key, "limit": shown})


def _broken(schema: dict[str, Any], value: Any) -> Iterator[tuple[str, Any]]:
    """The key of the bound that a constant breaks, and the bound."""
    names = {"minLength": "min_length", "maxLength": "max_length", "minItems": "min_items", "maxItems": "max_items"}
    size = len(value) if isinstance(value, str | list) else value
    for keyword, limit in schema.items():
        if keyword in ("minimum", "minLength", "minItems") and size < limit:
            yield names.get(keyword, keyword), limit
        if keyword in ("maximum", "maxLength", "maxItems") and size > limit:
            yield names.get(keyword, keyword), limit
    for part in schema.get("allOf", ()):
        if isinstance(value, str) and "pattern" in part and not re.search(part["pattern"], value):
            yield "pattern", part["pattern"]


def _pattern(field: Field) -> Iterator[LocatedFault]:
    pattern = getattr(field, "pattern", None)
    if not isinstance(pattern, str):
        return
    fewest, most = lengths(pattern)
    shortest, longest = getattr(field, "min_length", 1), getattr(field, "max_length", fewest)
    if most is not None and most < shortest:
        yield ("pattern",), FaultText("pattern-short", {"most": most, "least": shortest})
    elif fewest > longest:
        yield ("pattern",), FaultText("pattern-long", {"fewest": fewest, "longest": longest})
