"""Texts that a validated answer may be, and that a font, a shaper or an archivable document may stumble over."""

from __future__ import annotations

from functools import cache
import random
import unicodedata

from shared.adapters.pdf.displayable import covered, displayable, is_combining


@cache
def assigned() -> tuple[str, ...]:
    """Every assigned code point (and those for private use), but for the surrogates and NUL, which no answer may hold."""
    every = (chr(code) for code in range(1, 0x110000))
    return tuple(item for item in every if unicodedata.category(item) not in ("Cs", "Cn"))


@cache
def drawn() -> tuple[str, ...]:
    """Those that a font draws, beyond ASCII; what no font draws is written by its name, in ASCII."""
    return tuple(item for item in assigned() if not item.isascii() and covered(item))


@cache
def marks() -> tuple[str, ...]:
    return tuple(item for item in drawn() if is_combining(item))


def is_plain(text: str) -> bool:
    """Whether nothing of it is left to the fonts beyond ASCII."""
    return displayable(text).isascii()


def in_company(random_: random.Random) -> str:
    """A few characters, many of them marks, where no marks belong."""
    sources = (drawn(), marks(), assigned(), ("a", "b", "æ", " ", "\n", "\u25cc"))
    return "".join(random_.choice(random_.choice(sources)) for _ in range(random_.randint(1, 12)))
