"""Reads operands: a value of the JSON type that the operator expects, or None."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.domain import calendar
from shared.domain.expressions.in_words import day_in_words, kroner_in_words, number_in_words
from shared.domain.expressions.json_numbers import number


def text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def truth(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def date(value: Any) -> int | None:
    return calendar.day_number(value) if isinstance(value, str) else None


def time(value: Any) -> str | None:
    return value if isinstance(value, str) and calendar.is_time(value) else None


def moment(value: Any) -> int | None:
    return calendar.moment(value) if isinstance(value, str) else None


TAKES: dict[str, Callable[[Any], Any]] = {
    "number": number,
    "text": text,
    "yes-no": truth,
    "date": date,
    "time": time,
    "date-time": moment,
}


def in_words(kind: str, value: Any) -> str | None:
    """A value as a part of a text, in Danish; None for a value of another type."""
    comparable = TAKES["number" if kind == "money" else kind](value)
    if comparable is None:
        return None
    match kind:
        case "number":
            return number_in_words(comparable)
        case "money":
            return kroner_in_words(comparable)
        case "date":
            return day_in_words(value)
    return str(value).replace(":", ".")


def label(value: Any, labels: list[list[str]]) -> str | None:
    """The chosen option's label; the labels of several, separated by commas, in the order of the options."""
    if isinstance(value, str):
        return next((label for option, label in labels if option == value), None)
    chosen = [label for option, label in labels if option in value] if isinstance(value, list) else []
    return ", ".join(chosen) or None
