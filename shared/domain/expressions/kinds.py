"""The types of values in expressions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic import Field as Constraint


class Kind(StrEnum):
    """`money` is an integer of øre; `days` and `months` are numbers with a unit, which only dates can be added to; `group`: a
    repeated group, for totals only; `opaque`: an answer that can only be tested for its presence."""

    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    YES_NO = "yes-no"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "date-time"
    LIST = "list"
    DAYS = "days"
    MONTHS = "months"
    GROUP = "group"
    OPAQUE = "opaque"


def _as_text(value: Any) -> Any:
    """The text as written: YAML reads `12` as a number and `true` as a boolean."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value


MAX_LENGTH = 2000

_FOR_EDITORS = {
    "type": ["string", "number", "boolean"],
    "description": 'An expression: moedtNogen, udfald = "aftale", emner includes "praktik", frist >= today + 7 days.',
}

Expression = Annotated[
    str, BeforeValidator(_as_text), Constraint(min_length=1, max_length=MAX_LENGTH), WithJsonSchema(_FOR_EDITORS)
]
"""An expression's text in a definition. It is parsed, checked and compiled with the fields around it."""
