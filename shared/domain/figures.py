"""Numbers as people in Denmark write and read them."""

from __future__ import annotations

from decimal import Decimal
import re

_GROUPED = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+")
_SPACES = str.maketrans("", "", " \u00a0\u202f\t")
_FIVE_DIGITS = 10_000


def number_in_words(number: Decimal | float, places: int, language: str) -> str:
    """`12.500,50` in Danish, `12,500.50` in English; thousands are marked from five digits on, so that a year is not."""
    exact = round(Decimal(repr(number)) if isinstance(number, float) else Decimal(number), places)
    english = f"{exact:,.{places}f}" if abs(exact) >= _FIVE_DIGITS else f"{exact:.{places}f}"
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))


def read_number(text: str) -> Decimal:
    """From `12.500,50`, `12500,5` or `12500.5`; `1.234` is over a thousand, as it is in Denmark. `ValueError` otherwise."""
    plain = text.translate(_SPACES).replace("\u2212", "-")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, comma, rest = digits.partition(",")
    if _GROUPED.fullmatch(whole):
        whole = whole.replace(".", "")
    written = f"{whole}.{rest}" if comma else whole
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", written):
        raise ValueError(f"{text} is no number")
    return Decimal(sign + written)


def plain_number(number: float | Decimal) -> int | float:
    """As JSON writes it best: a whole number without a point."""
    return int(number) if number == int(number) else float(number)
