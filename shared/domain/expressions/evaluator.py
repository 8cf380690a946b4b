"""The one specified evaluator of compiled expressions. Its twin is `static-web/src/form/engine/evaluate.ts`; both pass
`tests/vectors/expressions.json`.

No value is `None`. An operand of another JSON type than its operator takes has no value; only `and`, `or`, `if`, `answered`,
`count`, `sum`, `min` and `max` can have a value where an operand has none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
import operator
from typing import Any
from zoneinfo import ZoneInfo

from shared.domain import calendar
from shared.domain.access.person import Person
from shared.domain.expressions.json_numbers import finite, number, rounded

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EvaluationContext:
    """What an expression can know beside the answers: `today` as `YYYY-MM-DD`, `now` as RFC 3339, who is signed in."""

    today: str
    now: str
    person: Mapping[str, str]

    @classmethod
    def at(cls, moment: datetime, person: Person | None = None) -> EvaluationContext:
        """For answers given at an aware moment; `today` is the day in Denmark."""
        here = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
        known = {"name": person.name, "initials": person.initials} if person else {}
        return cls(f"{here:%Y-%m-%d}", moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), known)


@dataclass(frozen=True, slots=True)
class _World:
    here: Answers
    form: Answers
    context: EvaluationContext


def evaluate(compiled: Any, here: Answers, form: Answers, context: EvaluationContext) -> Any:
    """The value of a compiled expression, or None. `here` is the object that it stands in, `form` all answers."""
    return _value(compiled, _World(here, form, context))


def _value(compiled: Any, world: _World) -> Any:
    if isinstance(compiled, list):
        return OPERATORS[compiled[0]](compiled, world)
    return compiled


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _date(value: Any) -> int | None:
    return calendar.day_number(value) if isinstance(value, str) else None


def _time(value: Any) -> str | None:
    return value if isinstance(value, str) and calendar.is_time(value) else None


def _moment(value: Any) -> int | None:
    return calendar.moment(value) if isinstance(value, str) else None


_TAKES: dict[str, Callable[[Any], Any]] = {
    "number": number,
    "text": _text,
    "yes-no": _truth,
    "date": _date,
    "time": _time,
    "date-time": _moment,
}


def _get(compiled: list[Any], world: _World) -> Any:
    return (world.here if compiled[1] == "here" else world.form).get(compiled[2])


def _answered(compiled: list[Any], world: _World) -> bool:
    _, where, id = compiled[1]
    return id in (world.here if where == "here" else world.form)


def _and(compiled: list[Any], world: _World) -> bool | None:
    result: bool | None = True
    for part in compiled[1:]:
        value = _truth(_value(part, world))
        if value is False:
            return False
        if value is None:
            result = None
    return result


def _or(compiled: list[Any], world: _World) -> bool | None:
    result: bool | None = False
    for part in compiled[1:]:
        value = _truth(_value(part, world))
        if value is True:
            return True
        if value is None:
            result = None
    return result


def _not(compiled: list[Any], world: _World) -> bool | None:
    value = _truth(_value(compiled[1], world))
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
    take = _TAKES[kind]
    one, other = take(_value(left, world)), take(_value(right, world))
    return None if one is None or other is None else _ORDER[sign](one, other)


def _includes(compiled: list[Any], world: _World) -> bool | None:
    value = _value(compiled[1], world)
    return any(one in compiled[2] for one in value if isinstance(one, str)) if isinstance(value, list) else None


def _in(compiled: list[Any], world: _World) -> bool | None:
    wanted = compiled[2]
    value = (_text if isinstance(wanted[0], str) else number)(_value(compiled[1], world))
    return None if value is None else value in wanted


def _items(group: str, world: _World) -> list[Any]:
    items = world.form.get(group)
    return items if isinstance(items, list) else []


def _numbers(compiled: list[Any], world: _World) -> list[float]:
    _, group, id = compiled
    given = (number(item.get(id)) for item in _items(group, world) if isinstance(item, dict))
    return [value for value in given if value is not None]


def _sum(compiled: list[Any], world: _World) -> float | None:
    total = 0.0
    for value in _numbers(compiled, world):
        total += value
    return finite(total)


def _arithmetic(compiled: list[Any], world: _World) -> float | None:
    sign, left, right = compiled
    one, other = number(_value(left, world)), number(_value(right, world))
    if one is None or other is None or (sign == "/" and other == 0):
        return None
    return finite(_RECKON[sign](one, other))


def _add_days(compiled: list[Any], world: _World) -> str | None:
    start, days = _date(_value(compiled[1], world)), number(_value(compiled[2], world))
    if start is None or days is None or not days.is_integer() or abs(days) > calendar.LAST_DAY:
        return None
    return calendar.day(start + int(days))


def _days_between(compiled: list[Any], world: _World) -> float | None:
    later, earlier = (_date(_value(part, world)) for part in compiled[1:])
    return None if later is None or earlier is None else float(later - earlier)


def _join(compiled: list[Any], world: _World) -> str | None:
    parts = [_text(_value(part, world)) for part in compiled[1:]]
    return None if None in parts else "".join(part for part in parts if part is not None)


def _if(compiled: list[Any], world: _World) -> Any:
    condition = _truth(_value(compiled[1], world))
    return None if condition is None else _value(compiled[2 if condition else 3], world)


def _round(compiled: list[Any], world: _World) -> float | None:
    value = number(_value(compiled[1], world))
    return None if value is None else rounded(value, compiled[2])


def _length(compiled: list[Any], world: _World) -> float | None:
    value = _text(_value(compiled[1], world))
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
    "count": lambda compiled, world: float(len(_items(compiled[1], world))),
    "sum": _sum,
    "min": lambda compiled, world: min(_numbers(compiled, world), default=None),
    "max": lambda compiled, world: max(_numbers(compiled, world), default=None),
    **dict.fromkeys("+-*/", _arithmetic),
    "add-days": _add_days,
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
