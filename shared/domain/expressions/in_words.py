"""Numbers, amounts, dates and times as parts of a text, always in Danish: a calculated text is an answer, and the same for every
reader.

The phone's counterpart is `static-web/src/form/engine/in-words.ts`.
"""

from __future__ import annotations

from decimal import Decimal

from shared.domain.expressions.json_numbers import rounded

_GROUP_FROM_DIGITS = 5
"""From so many digits on, thousands are separated."""


def number_in_words(value: float) -> str:
    """All decimals of the double, e.g. `12.500,5`; thousands are separated from five digits on."""
    return _danish(_plain(value))


def kroner_in_words(oere: float) -> str:
    """`12.500,50 kr.`"""
    digits = _plain(rounded(oere, 0))
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    digits = digits.rjust(3, "0")
    return f"{_danish(f'{sign}{digits[:-2]}.{digits[-2:]}')} kr."


def day_in_words(value: str) -> str:
    """`31.03.2026`"""
    year, month, day = value.split("-")
    return f"{day}.{month}.{year}"


def _plain(value: float) -> str:
    """The shortest decimal notation of the double, without an exponent."""
    # Adding 0 turns -0 into 0.
    plain = f"{Decimal(repr(value + 0.0)):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _danish(plain: str) -> str:
    whole, _, fraction = plain.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    marked = f"{int(digits):,}".replace(",", ".") if len(digits) >= _GROUP_FROM_DIGITS else digits
    return f"{sign}{marked},{fraction}" if fraction else f"{sign}{marked}"
