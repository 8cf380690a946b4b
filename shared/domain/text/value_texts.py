"""Texts that name answers: `{felt}`, from inside a group `{form.felt}`; `{{` and `}}` are literal braces. Anything else in braces
is literal too.

The phone's counterpart is `static-web/src/form/engine/value-texts.ts`; `tests/vectors/value-texts.json` tests that they agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
import re

FORM = "form."
_PIECE = re.compile(r"\{\{|\}\}|\{((?:form\.)?[a-z][A-Za-z0-9]{0,39})\}")
_LONE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class ValueName:
    """A field's name in a text: as written between the braces, and where they begin."""

    name: str
    offset: int


def names_in(text: str) -> Iterator[ValueName]:
    """Every field's name in the text."""
    return (ValueName(match[1], match.start()) for match in _PIECE.finditer(text) if match[1])


def lone_brace(text: str) -> int | None:
    """The position of the first brace that is neither doubled nor around a name."""
    rest = _PIECE.sub(lambda match: " " * len(match[0]), text)
    match = _LONE.search(rest)
    return match.start() if match else None


def has_values(text: str) -> bool:
    """Whether the text names an answer, or has a doubled brace."""
    return _PIECE.search(text) is not None


def filled(text: str, value_of: Callable[[str], str]) -> str:
    """The text with each name replaced by its value, and doubled braces by single ones."""
    return _PIECE.sub(lambda match: value_of(match[1]) if match[1] else match[0][0], text)


def filled_from_form(text: str, value_of: Callable[[str], str]) -> str:
    """The text with the names that begin with `form.` replaced; the others are filled in for each item."""

    def piece(match: re.Match[str]) -> str:
        if not (match[1] or "").startswith(FORM):
            return match[0]
        return value_of(match[1]).replace("{", "{{").replace("}", "}}")

    return _PIECE.sub(piece, text)
