"""A day in the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
import re
from typing import Any, ClassVar, Literal, NotRequired

from typing_extensions import TypedDict

from shared.domain.calendar import OUTERMOST
from shared.domain.expressions.kinds import Expression, Kind
from shared.domain.fields.base import Cell, Field, Scalar, TypedExpression
from shared.domain.fields.format import Format, Formats
from shared.domain.layout import Value
from shared.domain.text.pasted import without_marks

DAY = "(0[1-9]|[12][0-9]|3[01])"
_YEAR = "([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
PATTERN = f"^{_YEAR}-(0[1-9]|1[0-2])-{DAY}$"
_SHAPE = re.compile(PATTERN)
_DANISH = re.compile(r"([0-9]{1,2})[./-] ?([0-9]{1,2})[./-] ?([0-9]{4})")


def is_date(value: str) -> bool:
    """Whether it is an RFC 3339 `full-date` and a day that exists, from the year 1 on."""
    if not _SHAPE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


class DayBounds(TypedDict):
    earliest: NotRequired[Value]
    latest: NotRequired[Value]


class DateControl(DayBounds):
    """1900-01-01 and 2100-12-31 where the definition sets no bounds."""

    control: Literal["date"]


class Date(Field):
    """`earliest` and `latest` bound it: a date, or an expression as `today - 30 days`; 1900–2100 where they say nothing."""

    kind: ClassVar[str] = "date"
    remembers: ClassVar[frozenset[str]] = frozenset()
    formats: ClassVar[Formats] = {"date": Format(PATTERN, is_date)}
    operand: ClassVar[Kind] = Kind.DATE

    type: Literal["date"]
    earliest: Expression | None = None
    latest: Expression | None = None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    def control(self) -> DateControl:
        return {"control": "date"}

    def typed_expressions(self) -> Iterable[TypedExpression]:
        yield from bounds(self.earliest, self.latest)

    def parse(self, text: str) -> Any:
        return read_date(text)

    def show(self, value: Any, language: str) -> str:
        return day_in_words(value, language)

    def show_limit(self, limit: Scalar, language: str) -> str:
        return day_in_words(str(limit), language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (date.fromisoformat(value),)


def bounds(earliest: str | None, latest: str | None) -> Iterable[TypedExpression]:
    """The first and the last day that an answer may be."""
    bound: Literal["earliest", "latest"]
    for bound, source in (("earliest", earliest), ("latest", latest)):
        yield TypedExpression(bound, source or OUTERMOST[bound], (Kind.DATE,), bound)


def read_date(text: str) -> str:
    """Read `2026-03-31`, or `31.3.2026`, `31/3 2026` and the like, as `2026-03-31`. Raises `ValueError` otherwise."""
    text_without_marks = without_marks(text)
    plain = (
        text_without_marks
        if _SHAPE.fullmatch(text_without_marks)
        else text_without_marks.replace("/", ".").replace(" ", ".")
    )
    if danish := _DANISH.fullmatch(plain):
        plain = f"{danish[3]}-{int(danish[2]):02d}-{int(danish[1]):02d}"
    if not is_date(plain):
        raise ValueError(f"{text} is no date")
    return plain


def day_in_words(value: str, language: str) -> str:
    """`31.03.2026`, or `31 March 2026` in English."""
    day = date.fromisoformat(value)
    return f"{day.day} {day:%B} {day.year:04d}" if language == "en" else f"{day.day:02d}.{day.month:02d}.{day.year:04d}"
