"""CPR numbers: which ten digits may be one, and where one stands in a text.

The phone's counterpart is `static-web/src/form/engine/cpr-guard.ts`; `tests/vectors/cpr-in-texts.json` tests that they agree.
"""

from __future__ import annotations

from collections.abc import Iterator
import re

MASK = "••••••-••••"
"""What replaces a number in lists, titles and messages."""

_TEN_DIGITS = re.compile("[0-9]{10}")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_SPACE = "[ \\t\\u00a0\\u2007\\u2009\\u202f]"
_HYPHEN = "[-\\u00ad\\u2010-\\u2015\\u2212]"
_SHAPE = re.compile(f"(?<![0-9+])([0-9]{{6}})(?:{_SPACE}?{_HYPHEN}{_SPACE}?|{_SPACE})?([0-9]{{4}})(?![0-9])")
"""Six digits and four, with nothing, a space or any hyphen in between, that are not part of a longer number, nor of a foreign
telephone number (`+`)."""


def is_cpr(value: str) -> bool:
    """Whether it is ten ASCII digits, the first six an existing day DDMMYY: 29 February only where YY is divisible by 4 (the
    century does not matter). Modulus 11 is not checked: numbers without it have been issued since 2007."""
    if not _TEN_DIGITS.fullmatch(value):
        return False
    day, month, year = int(value[:2]), int(value[2:4]), int(value[4:6])
    if not 1 <= month <= 12 or not 1 <= day <= _LONGEST_MONTHS[month - 1]:
        return False
    return (day, month) != (29, 2) or year % 4 == 0


def holds_cpr(text: str) -> bool:
    """Whether the text contains a CPR number."""
    return next(_matches(text), None) is not None


def masked(text: str) -> str:
    """The text with `MASK` in place of each CPR number."""
    result, at = "", 0
    for match in _matches(text):
        result += text[at : match.start()] + MASK
        at = match.end()
    return result + text[at:]


def _matches(text: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := _SHAPE.search(text, at):
        if is_cpr(match[1] + match[2]):
            yield match
            at = match.end()
        else:
            at = match.start() + 1
