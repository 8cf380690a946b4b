"""JSON numbers as IEEE doubles, the only numbers that the phone has."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
import math
from typing import Any


def number(value: Any) -> float | None:
    """A JSON number as a double; None for anything else, and for one that is too large."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        double = float(value)
    except OverflowError:
        return None
    return double if math.isfinite(double) else None


def rounded(value: float, places: int) -> float:
    """Round half away from zero on the shortest decimal notation of the double, so that 1.005 to 2 places is 1.01."""
    shortest = Decimal(repr(value))
    exponent = shortest.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= -places:
        return value
    return float(shortest.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400)))


def same(value: Any, other: Any) -> bool:
    """Whether two JSON values are equal: numbers as doubles, and never a boolean and a number."""
    if isinstance(value, str) or isinstance(other, str) or isinstance(value, bool) or isinstance(other, bool):
        return type(value) is type(other) and bool(value == other)
    double = number(value)
    return double is not None and double == number(other)


def finite(value: float) -> float | None:
    """The number, or None where JSON cannot express it."""
    return value if math.isfinite(value) else None
