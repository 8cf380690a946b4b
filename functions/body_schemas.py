"""JSON Schemas of the members that several request bodies have."""

from __future__ import annotations

from typing import Any

from pydantic import WithJsonSchema

from functions.route_description import Schema
from shared.domain.fields import FORMAT_SCHEMAS

_BREAKS = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029"
_TURNS = "\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"
ONE_LINE = f"^[^{_BREAKS}]*$"
"""No control character and no line break."""
ONE_DIRECTION = f"^[^{_BREAKS}{_TURNS}]*$"
"""The same without characters that change the writing direction."""

YEAR_OF_UTC = "^(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-"
"""A year that is valid in UTC too, whatever the offset: 1970 to 9998."""


def required_line(max_length: int) -> Any:
    """A required text of one line that is not blank."""
    bounds = {"minLength": 1, "maxLength": max_length}
    return WithJsonSchema({"type": "string", **bounds, "pattern": ONE_DIRECTION, "allOf": [{"pattern": "\\S"}]})


def line(description: str | None = None, pattern: str = ONE_DIRECTION, **bounds: int) -> Any:
    """A text of one line, or null."""
    text: Schema = {"type": ["string", "null"], **bounds, "pattern": pattern}
    return WithJsonSchema({**text, "description": description} if description else text)


def day(description: str) -> Any:
    return WithJsonSchema(
        {"type": ["string", "null"], "format": "date", **FORMAT_SCHEMAS["date"], "description": description}
    )


def moment(description: str, may_be_null: bool = False) -> Any:
    """A moment in RFC 3339: required, or null with `may_be_null`."""
    kind = ["string", "null"] if may_be_null else "string"
    return WithJsonSchema({"type": kind, "format": "date-time", "pattern": YEAR_OF_UTC, "description": description})
