"""Evaluates compiled expressions, as `static-web/src/form/engine/evaluate.ts` does; both pass `tests/vectors/expressions.json`.

`None` means no value. An operand of another JSON type than its operator expects counts as no value; only `and`, `or`, `if`,
`else`, `answered`, `count`, `chosen`, `sum`, `min` and `max` can have a value where an operand has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
import operator
from typing import Any

from shared.domain import calendar
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.json_numbers import finite, number, rounded
from shared.domain.expressions.operands import TAKES, date, in_words, label, moment, text, truth

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _World:
    enclosing: Answers
    form: Answers
    context: EvaluationContext


def evaluate(compiled: Any, enclosing: Answers, form: Answers, context: EvaluationContext) -> Any:
    """The value of a compiled expression, or None. `enclosing`: the object that contains it; `form`: all answers."""
    return _value(compiled, _World(enclosing, form, context))


def _value(compiled: Any, world: _World) -> Any:
    if isinstance(compiled, list):
        return OPERATORS[compiled[0]](compiled, world)
    return compiled


def _get(compiled: list[Any], world: _World) -> Any:
    return (world.enclosing if compiled[1] == "here" else world.form).get(compiled[2])


def _answered(compiled: list[Any], world: _World) -> bool:
    _, where, id = compiled[1]
    return id in (world.enclosing if where == "here" else world.form)


def _and(compiled: list[Any], world: _World) -> bool | None:
    result: bool | None = True
    for part in compiled[1:]:
        value = truth(_value(part, world))
        if value is False:
            return False
        if value is None:
            result = None
    return result


def _or(compiled: list[Any], world: _World) -> bool | None:
    result: bool | None = False
    for part in compiled[1:]:
        value = truth(_value(part, world))
        if value is True:
            return True
        if value is None:
            result = None
    return result


def _not(compiled: list[Any], world: _World) -> bool | None:
    value = truth(_value(compiled[1], world))
    return None if value is None else not value


_ORDER: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_RECKON: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def _compare(compiled: list[Any], world: _World) -> bool | None:
    sign, kind, left, right = compiled
    take = TAKES[kind]
    first, second = take(_value(left, world)), take(_value(right, world))
    return None if first is None or second is None else _ORDER[sign](first, second)


def _includes(compiled: list[Any], world: _World) -> bool | None:
    value = _value(compiled[1], world)
    return any(item in compiled[2] for item in value if isinstance(item, str)) if isinstance(value, list) else None


def _in(compiled: list[Any], world: _World) -> bool | None:
    options = compiled[2]
    value = (text if isinstance(options[0], str) else number)(_value(compiled[1], world))
    return None if value is None else value in options


def _items(over: str | list[str], world: _World, condition: Any = True) -> list[Any]:
    """The items of a group of the form, or of the one that `over` leads to: `here` or `form`, then groups, each inside the one
    before. With a condition, those for which it is true."""
    place, *groups = ["form", over] if isinstance(over, str) else over
    items: list[Any] = [world.enclosing if place == "here" else world.form]
    for group in groups:
        lists = (item.get(group) for item in items if isinstance(item, dict))
        items = [item for items in lists if isinstance(items, list) for item in items]
    return items if condition is True else [item for item in items if _counts(item, condition, world)]


def _counts(item: Any, condition: Any, world: _World) -> bool:
    return isinstance(item, dict) and _value(condition, _World(item, world.form, world.context)) is True


def _numbers(compiled: list[Any], world: _World) -> list[float]:
    _, over, id, *condition = compiled
    numbers = (number(item.get(id)) for item in _items(over, world, *condition) if isinstance(item, dict))
    return [value for value in numbers if value is not None]


def _outermost(compiled: list[Any], world: _World) -> Any:
    """The least or greatest; None where one of them has no value. Of equal ones, the first."""
    sign, kind, *parts = compiled
    values = [_value(part, world) for part in parts]
    comparable = [TAKES[kind](value) for value in values]
    if None in comparable:
        return None
    return values[comparable.index((min if sign == "least" else max)(comparable))]


def _else(compiled: list[Any], world: _World) -> Any:
    value = _value(compiled[1], world)
    return _value(compiled[2], world) if value is None else value


def _chosen(compiled: list[Any], world: _World) -> float:
    value = _value(compiled[1], world)
    return float(len(value)) if isinstance(value, list) else 0.0


def _sum(compiled: list[Any], world: _World) -> float | None:
    total = 0.0
    for value in _numbers(compiled, world):
        total += value
    return finite(total)


def _arithmetic(compiled: list[Any], world: _World) -> float | None:
    sign, left, right = compiled
    first, second = number(_value(left, world)), number(_value(right, world))
    if first is None or second is None or (sign == "/" and second == 0):
        return None
    return finite(_RECKON[sign](first, second))


def _add_days(compiled: list[Any], world: _World) -> str | None:
    start, days = date(_value(compiled[1], world)), number(_value(compiled[2], world))
    if start is None or days is None or not days.is_integer() or abs(days) > calendar.LAST_DAY:
        return None
    return calendar.day(start + int(days))


def _add_months(compiled: list[Any], world: _World) -> str | None:
    start, months = _value(compiled[1], world), number(_value(compiled[2], world))
    if not isinstance(start, str) or months is None or not months.is_integer() or abs(months) > calendar.LAST_DAY:
        return None
    return calendar.months_after(start, int(months))


def _day_of(compiled: list[Any], world: _World) -> str | None:
    """The day of a moment by its own clock, as bounds of moments use it."""
    value = _value(compiled[1], world)
    return value[: len("YYYY-MM-DD")] if moment(value) is not None else None


def _days_between(compiled: list[Any], world: _World) -> float | None:
    later, earlier = (date(_value(part, world)) for part in compiled[1:])
    return None if later is None or earlier is None else float(later - earlier)


def _join(compiled: list[Any], world: _World) -> str | None:
    parts = [text(_value(part, world)) for part in compiled[1:]]
    return None if None in parts else "".join(part for part in parts if part is not None)


def _if(compiled: list[Any], world: _World) -> Any:
    condition = truth(_value(compiled[1], world))
    return None if condition is None else _value(compiled[2 if condition else 3], world)


def _round(compiled: list[Any], world: _World) -> float | None:
    value = number(_value(compiled[1], world))
    return None if value is None else rounded(value, compiled[2])


def _label(compiled: list[Any], world: _World) -> str | None:
    value, labels = _value(compiled[1], world), compiled[2]
    if isinstance(labels, str):
        labels = world.context.lists[labels].labels(value if isinstance(value, list) else [value])
    return label(value, labels)


def _length(compiled: list[Any], world: _World) -> float | None:
    value = text(_value(compiled[1], world))
    return None if value is None else float(len(value))


OPERATORS: dict[str, Callable[[list[Any], _World], Any]] = {
    "get": _get,
    "answered": _answered,
    "and": _and,
    "or": _or,
    "not": _not,
    **dict.fromkeys(_ORDER, _compare),
    "includes": _includes,
    "in": _in,
    "count": lambda compiled, world: float(len(_items(compiled[1], world, *compiled[2:]))),
    "chosen": _chosen,
    "sum": _sum,
    "min": lambda compiled, world: min(_numbers(compiled, world), default=None),
    "max": lambda compiled, world: max(_numbers(compiled, world), default=None),
    **dict.fromkeys(("least", "greatest"), _outermost),
    "else": _else,
    **dict.fromkeys("+-*/", _arithmetic),
    "add-days": _add_days,
    "add-months": _add_months,
    "day-of": _day_of,
    "in-words": lambda compiled, world: in_words(compiled[1], _value(compiled[2], world)),
    "label": _label,
    "look-up": lambda compiled, world: world.context.lists[compiled[2]].cell(_value(compiled[1], world), compiled[3]),
    "days-between": _days_between,
    "join": _join,
    "if": _if,
    "round": _round,
    "length": _length,
    "date": lambda compiled, world: compiled[1],
    "today": lambda compiled, world: world.context.today,
    "now": lambda compiled, world: world.context.now,
    "person": lambda compiled, world: world.context.person.get(compiled[1]) or None,
}
