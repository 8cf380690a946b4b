"""Decides whether a compiled condition can ever be true, by searching every set of atoms that makes it true for a contradiction.

An operand without an answer makes a comparison neither true nor false (`expressions/evaluator.py`), so every set answers the
fields that it uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
import json
import math
from typing import Any

from shared.domain.calendar import day_number
from shared.domain.fields import Field

Atom = tuple[bool, Any]
"""A comparison, an `in`, an `includes`, an `answered` or a yes-no answer, and whether it must be true or false."""
Atoms = tuple[Atom, ...]
Looked = Mapping[tuple[str, str], Field]
"""The fields that a condition may use, by scope (`here`, `form`) and id."""

MAX_SETS = 200
"""A condition with more sets than this is assumed to be satisfiable."""

_TAKE_NOTHING = ("or", "answered", "if", "else", "count", "chosen", "sum", "min", "max", "least", "greatest")
"""Operators that can have a value although an operand has none."""

_TURNED = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_SWAPPED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def can_be_yes(compiled: Any, fields: Looked) -> bool:
    """Whether some answers make the condition true; true where there are too many possibilities to search."""
    if not isinstance(compiled, list):
        return compiled is not False
    try:
        return any(_possible(atoms, fields) for atoms in _sets_of_atoms(compiled, True))
    except _TooManyError:
        return True


def with_conditions(compiled: Any, shown: Mapping[str, Any]) -> Any:
    """The condition together with those under which its fields are shown. `shown`: the condition of each field by id."""
    needed = {id for id in _looks_at(compiled) if shown.get(id) is not None}
    below = [shown[id] for id in sorted(needed)]
    return ["and", compiled, *below] if below and not _asks_of_absence(compiled) else compiled


class _TooManyError(Exception):
    pass


def _sets_of_atoms(compiled: Any, truth: bool) -> Sequence[Atoms]:
    """Every set of atoms that makes the expression true (`truth`) or false."""
    match compiled:
        case bool():
            return ((),) if compiled is truth else ()
        case ["not", inner]:
            return _sets_of_atoms(inner, not truth)
        case ["and" | "or" as word, *parts]:
            sides = [_sets_of_atoms(part, truth) for part in parts]
            if (word == "and") is not truth:
                return _few([atoms for side in sides for atoms in side])
            if math.prod(map(len, sides)) > MAX_SETS:
                raise _TooManyError
            return [tuple(atom for atoms in chosen for atom in atoms) for chosen in product(*sides)]
    return (((truth, compiled),),)


def _few(sets: Sequence[Atoms]) -> Sequence[Atoms]:
    if len(sets) > MAX_SETS:
        raise _TooManyError
    return sets


def _possible(needed: Atoms, fields: Looked) -> bool:
    atoms = {json.dumps(atom): truth for truth, atom in needed}
    if any(atoms[json.dumps(atom)] is not truth for truth, atom in needed):
        return False
    operands: dict[str, _Operand] = {}
    for truth, atom in needed:
        for operand, sign, value in _compared(atom, truth):
            key = json.dumps(operand)
            operands.setdefault(key, _Operand(operand, fields)).must(sign, value)
    return all(operand.is_possible() for operand in operands.values())


def _compared(atom: Any, truth: bool) -> Iterator[tuple[Any, str, Any]]:
    """(operand, operator, constant) of a comparison with a constant; for `in` and `not in`, with a list of them."""
    match atom:
        case [("=" | "!=" | "<" | "<=" | ">" | ">=") as sign, _, left, right]:
            left, right = _constant(left), _constant(right)
            if isinstance(left, list) == isinstance(right, list):
                if left == right and isinstance(left, list) and (sign in ("!=", "<", ">")) is truth:
                    yield left, "in", []
                return
            if not isinstance(left, list):
                left, right, sign = right, left, _SWAPPED[sign]
            yield left, sign if truth else _TURNED[sign], right
        case ["in", operand, values]:
            yield operand, "in" if truth else "not in", values
        case ["includes", operand, values]:
            yield ["member", operand], "includes" if truth else "excludes", values
        case ["answered", operand] if not truth:
            yield operand, "unanswered", None
        case ["get", *_]:
            yield atom, "=", truth


def _constant(compiled: Any) -> Any:
    return compiled[1] if isinstance(compiled, list) and compiled[0] == "date" else compiled


def _ordered(value: Any) -> float | None:
    if isinstance(value, str):
        return day_number(value)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


class _Operand:
    """The constraints on one operand."""

    def __init__(self, operand: Any, fields: Looked) -> None:
        field = fields.get((operand[1], operand[2])) if operand[0] == "get" else None
        self._values: set[Any] | None = None
        possible = field.possible() if field else None
        if possible is not None and field is not None and field.kind == "choice":
            self._values = set(possible)
        self._not: set[Any] = set()
        self._low, self._high = _bounds(field)
        self._open_low = self._open_high = False
        self._whole = field is not None and field.kind in ("integer", "money", "duration")
        self._text = field is not None and field.kind in ("text", "long-text")
        self._answered, self._unanswered = False, False
        self._members: list[set[Any]] = []

    def must(self, sign: str, value: Any) -> None:
        self._answered |= sign != "unanswered"
        match sign:
            case "unanswered":
                self._unanswered = True
            case "=" | "in":
                values = {value} if sign == "=" else set(value)
                self._values = values if self._values is None else self._values & values
            case "!=" | "not in":
                self._not |= {value} if sign == "!=" else set(value)
            case "includes":
                self._members.append(set(value))
            case "excludes":
                self._not |= set(value)
            case _:
                self._bound(sign, _ordered(value))

    def _bound(self, sign: str, value: float | None) -> None:
        if value is None:
            return
        if sign[0] == ">" and (value, sign == ">") > (self._low, self._open_low):
            self._low, self._open_low = value, sign == ">"
        if sign[0] == "<" and (-value, sign == "<") > (-self._high, self._open_high):
            self._high, self._open_high = value, sign == "<"

    def is_possible(self) -> bool:
        if self._answered and self._unanswered:
            return False
        if any(not members - self._not for members in self._members):
            return False
        if self._values is not None:
            return any(value not in self._not and self._fits(value) for value in self._values)
        low, high = self._low, self._high
        if self._whole and math.isfinite(low) and math.isfinite(high):
            low = math.floor(low) + 1 if self._open_low else math.ceil(low)
            high = math.ceil(high) - 1 if self._open_high else math.floor(high)
            return low <= high
        return low < high or (low == high and not (self._open_low or self._open_high))

    def _fits(self, value: Any) -> bool:
        if self._text and not str(value).strip():
            return False
        number = _ordered(value)
        if number is None:
            return True
        if self._whole and number != int(number):
            return False
        over = number > self._low or (number == self._low and not self._open_low)
        return over and (number < self._high or (number == self._high and not self._open_high))


def _bounds(field: Field | None) -> tuple[float, float]:
    low, high = getattr(field, "minimum", None), getattr(field, "maximum", None)
    factor = 100 if field is not None and field.kind == "money" else 1
    return (
        -math.inf if low is None else float(low) * factor,
        math.inf if high is None else float(high) * factor,
    )


def _looks_at(compiled: Any) -> Iterator[str]:
    if isinstance(compiled, list):
        if compiled[:1] == ["get"]:
            yield compiled[2]
        for part in compiled:
            yield from _looks_at(part)


def _asks_of_absence(compiled: Any) -> bool:
    """Whether it can be true while one of its fields is not shown."""
    if not isinstance(compiled, list):
        return False
    if compiled[:1] and compiled[0] in _TAKE_NOTHING:
        return True
    return any(_asks_of_absence(part) for part in compiled)
