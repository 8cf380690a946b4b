"""Writes the lines that lists show below a registration's title."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.domain.registration import CardLine

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition


def card_of(definition: Definition, answers: dict[str, Any]) -> tuple[CardLine, ...]:
    """The lines of the definition's card, filled in with these answers."""
    return tuple(CardLine(**line) for line in definition.card_lines(answers))
