"""The types of the results of addition, subtraction, multiplication and division, by the types of their operands."""

from __future__ import annotations

from shared.domain.expressions.kinds import Kind
from shared.domain.expressions.scope import Typed

_NUMBERS = frozenset({Kind.NUMBER, Kind.DAYS})
_ADDS = {Kind.DAYS: "add-days", Kind.MONTHS: "add-months"}


def compiled_arithmetic(sign: str, left: Typed, right: Typed) -> object:
    """The compiled `left sign right`, whose operands have matching types."""
    if left.kind is Kind.DATE and right.kind is Kind.DATE:
        return ["days-between", left.compiled, right.compiled]
    if left.kind is Kind.DATE:
        many = right.compiled
        if sign == "-":
            many = -many if isinstance(many, int | float) else ["-", 0, many]
        return [_ADDS[right.kind], left.compiled, many]
    if right.kind is Kind.DATE:
        return [_ADDS[left.kind], right.compiled, left.compiled]
    return [sign, left.compiled, right.compiled]


def kind_of_result(sign: str, left: Kind, right: Kind) -> Kind | None:
    """The type of `left sign right`, or None when the types do not match."""
    if left in _NUMBERS and right in _NUMBERS:
        return Kind.DAYS if Kind.DAYS in (left, right) else Kind.NUMBER
    match (sign, left, right):
        case ("+" | "-", Kind.MONEY, Kind.MONEY) | ("*", Kind.MONEY, Kind.NUMBER) | ("*", Kind.NUMBER, Kind.MONEY):
            return Kind.MONEY
        case ("/", Kind.MONEY, Kind.NUMBER):
            return Kind.MONEY
        case ("/", Kind.MONEY, Kind.MONEY) | ("-", Kind.DATE, Kind.DATE):
            return Kind.NUMBER
        case ("+" | "-", Kind.DATE, Kind.DAYS | Kind.MONTHS) | ("+", Kind.DAYS | Kind.MONTHS, Kind.DATE):
            return Kind.DATE
    return None
