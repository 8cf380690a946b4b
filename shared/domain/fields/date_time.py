"""A moment: a day and a time of day, with its offset from UTC."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
import re
from typing import Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from shared.domain.expressions.kinds import Expression, Kind
from shared.domain.fields.base import Cell, Field, Scalar, TypedExpression
from shared.domain.fields.date import DAY, DayBounds, bounds, day_in_words
from shared.domain.fields.format import Format, Formats
from shared.domain.fields.time import CLOCK
from shared.domain.text.pasted import without_marks
from shared.domain.text.time_format import danish_time

PATTERN = f"^(19|2[0-9])[0-9]{{2}}-(0[1-9]|1[0-2])-{DAY}T{CLOCK}:[0-5][0-9]([.][0-9]{{1,6}})?(Z|[+-]{CLOCK})$"
_SHAPE = re.compile(PATTERN)


def is_date_time(value: str) -> bool:
    """Whether it is an RFC 3339 `date-time` with capital `T` and `Z`, no leap second, that exists, in the years 1900 to 2999: at
    the calendar's ends there is no Danish time."""
    if not _SHAPE.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


class DateTimeControl(DayBounds):
    """Bounds of its day; 1900-01-01 and 2100-12-31 where the definition sets none."""

    control: Literal["date-time"]


class DateTime(Field):
    """`default: now` fills it in when the field first shows. `earliest` and `latest` bound its day, as it was on the clock that
    gave it: a date, or an expression as `today - 30 days`; 1900–2100 where they say nothing."""

    kind: ClassVar[str] = "date-time"
    remembers: ClassVar[frozenset[str]] = frozenset()
    formats: ClassVar[Formats] = {"date-time": Format(PATTERN, is_date_time)}
    operand: ClassVar[Kind] = Kind.DATE_TIME

    type: Literal["date-time"]
    earliest: Expression | None = None
    latest: Expression | None = None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}

    def control(self) -> DateTimeControl:
        return {"control": "date-time"}

    def typed_expressions(self) -> Iterable[TypedExpression]:
        yield from bounds(self.earliest, self.latest)

    def show_limit(self, limit: Scalar, language: str) -> str:
        return day_in_words(str(limit), language)

    def parse(self, text: str) -> Any:
        """Parse RFC 3339, or `2026-03-31 14:05` in Danish time. A time that the clock skips in spring is read as the one that it
        shows instead; of one that occurs twice in autumn, the first is meant."""
        moment = datetime.fromisoformat(without_marks(text))
        if moment.tzinfo is None:
            zone = ZoneInfo("Europe/Copenhagen")
            moment = moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)
        return moment.isoformat(timespec="seconds")

    def show(self, value: Any, language: str) -> str:
        return danish_time(datetime.fromisoformat(value), language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        # A cell has no time zone: Danish time is meant.
        return (datetime.fromisoformat(value).astimezone(ZoneInfo("Europe/Copenhagen")).replace(tzinfo=None),)
