"""A day in the calendar."""

from __future__ import annotations

from datetime import date
import re
from typing import Any, ClassVar, Literal

from shared.domain.fields.base import Field

_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_date(value: str) -> bool:
    """Whether it is RFC 3339 `full-date` and a day that exists, from the year 1 on."""
    if not _SHAPE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


class Date(Field):
    kind: ClassVar[str] = "date"

    type: Literal["date"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def control(self) -> dict[str, Any]:
        return {"control": "date"}

    def show(self, value: Any, language: str) -> str:
        return f"{date.fromisoformat(value):%d.%m.%Y}" if language != "en" else f"{date.fromisoformat(value):%d %B %Y}"
