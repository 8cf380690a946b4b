"""Replaces characters that the fonts lack by their Unicode names. PDF/A forbids a character without a glyph, and an emoji in a
note must not make the delivery fail.

`covered.txt` lists the code points that typst's own fonts (Libertinus Serif, DejaVu Sans Mono) have, as ranges in hex; `python -m
tests.adapters.covered` makes and checks it.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from pathlib import Path
import unicodedata

_JOINERS = frozenset("\u200d\ufe0e\ufe0f\u20e3")
"""Invisible characters that only modify another one, which is replaced by its name in any case."""

_DROPPED = frozenset(map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF)))
"""Characters that change the writing direction, or are invisible."""


@cache
def _ranges() -> tuple[list[int], list[int]]:
    lines = (Path(__file__).parent / "covered.txt").read_text("ascii").split()
    pairs = [tuple(int(end, 16) for end in line.split("-")) for line in lines]
    return [pair[0] for pair in pairs], [pair[-1] for pair in pairs]


def covered(character: str) -> bool:
    """Whether the fonts have a glyph for the character."""
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place]


def named(character: str) -> str:
    """The character's Unicode name in brackets, such as `[GRINNING FACE]`, or `[U+E000]` if it has none."""
    return f"[{unicodedata.name(character, '') or f'U+{ord(character):04X}'}]"


def displayable(text: str) -> str:
    """The text with only characters that the fonts have. Line breaks stay; other control characters become spaces."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown: list[str] = []
    has_base = False
    for character in composed:
        is_mark = is_combining(character)
        shown.append(named(character) if is_mark and not has_base else _displayable(character))
        has_base = has_base if is_mark else bool(shown[-1].strip())
    return "".join(shown)


def is_combining(character: str) -> bool:
    """Whether the character is a mark on the one before it. A mark that stands alone is drawn on a dotted circle, or is an
    error."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me")


def _displayable(character: str) -> str:
    if character == "\n":
        return character
    if character in _JOINERS or character in _DROPPED:
        return ""
    if unicodedata.category(character) == "Cc":
        return " "
    return character if covered(character) else named(character)
