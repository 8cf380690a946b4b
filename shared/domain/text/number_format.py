"""Writes and reads numbers in Danish and English format."""

from __future__ import annotations

from decimal import Decimal, localcontext
import re

from shared.domain.text.pasted import without_marks

_MINUS = re.compile("^[\u2010-\u2015\u2212\ufe63\uff0d]")
"""A dash before a number, which office programs write in place of a minus."""
_SPACED = re.compile(r"-?\s*[1-9][0-9]{0,2}(\s[0-9]{3})+([.,][0-9]*)?")
_PLAIN = re.compile(r"[0-9]+")
_POINT = re.compile(r"[0-9]+\.[0-9]*|\.[0-9]+")
_COMMA = re.compile(r"[0-9]+,[0-9]*|,[0-9]+")
_DANISH = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]*)?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:(,[0-9]{3})+\.[0-9]*|(,[0-9]{3}){2,})")
_THREE_AFTER_ZERO = re.compile(r"0[0-9]{1,2}\.[0-9]{3}")
_THREE_AFTER_COMMA = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
_GROUP_FROM = 10_000
"""From this number on, thousands are separated: from five digits on, so that a year is not."""
_DIGITS_OF_A_DOUBLE = 330
_THOUSAND_IN_DIGITS = 3


class TwoWays(ValueError):
    """A number that can be read in two ways; `readings` are both."""

    def __init__(self, text: str, readings: tuple[Decimal, Decimal]) -> None:
        self.readings = readings
        super().__init__(f"{text} is either {readings[0]} or {readings[1]}: write it without a thousands separator")


def number_in_words(number: Decimal | float, places: int, language: str) -> str:
    """`12.500,50` in Danish, `12,500.50` in English; thousands are marked from five digits on, so that a year is not."""
    # A calculation may have any double as its result.
    with localcontext(prec=_DIGITS_OF_A_DOUBLE):
        exact = round(Decimal(repr(number)) if isinstance(number, float) else Decimal(number), places)
        english = f"{exact:,.{places}f}" if abs(exact) >= _GROUP_FROM else f"{exact:.{places}f}"
    return english if language == "en" else english.translate(str.maketrans(",.", ".,"))


def read_number(text: str, places: int = _THOUSAND_IN_DIGITS) -> Decimal:
    """Read `12.500,50`, `12500,5`, `12500.5` or `12,500.50`.

    `1.234` is over a thousand, as in Denmark; `0.234` is not, since no thousands follow a 0. `places`: how many decimals are
    allowed; with fewer than three, a comma before three digits may be an English thousands separator. Raises `TwoWays` for what
    can be read in two ways, `ValueError` for what is no number. The phone's counterpart is
    `static-web/src/form/engine/numbers.ts`.
    """
    cleaned = _MINUS.sub("-", without_marks(text))
    if re.search(r"[0-9]\s+[0-9]", cleaned) and not _SPACED.fullmatch(cleaned):
        raise ValueError(f"{text} is no number")
    plain = re.sub(r"\s", "", cleaned)
    sign, digits = (-1, plain[1:]) if plain.startswith("-") else (1, plain)
    readings = [sign * reading for reading in _readings(digits, places)]
    if not readings:
        raise ValueError(f"{text} is no number")
    if len(readings) > 1:
        raise TwoWays(text, (readings[0], readings[1]))
    return readings[0]


def _readings(digits: str, places: int) -> tuple[Decimal, ...]:
    """All that unsigned digits with their dots and commas can mean; those over a thousand first."""
    integer = re.sub("[.,]", "", digits)
    if _DANISH.fullmatch(digits):
        return (_number(digits.replace(".", "").replace(",", ".")),)
    if _ENGLISH.fullmatch(digits):
        return (_number(digits.replace(",", "")),)
    if _THREE_AFTER_ZERO.fullmatch(digits):
        return (Decimal(integer), _number(digits))
    if _THREE_AFTER_COMMA.fullmatch(digits) and places < _THOUSAND_IN_DIGITS:
        return (Decimal(integer), _number(digits.replace(",", ".")))
    if any(shape.fullmatch(digits) for shape in (_PLAIN, _POINT, _COMMA)):
        return (_number(digits.replace(",", ".")),)
    return ()


def _number(written: str) -> Decimal:
    return Decimal(f"0{written}0" if "." in written else written)


def plain_number(number: float | Decimal) -> int | float:
    """The number as JSON writes it best: an integer without a decimal point."""
    return int(number) if number == int(number) else float(number)
