"""Calendar months and quarters in Danish time, and which of their minutes are service hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
import re
from zoneinfo import ZoneInfo

from shared.domain.text.time_format import danish_clock, danish_midnight

_MINUTE = timedelta(minutes=1)
_QUARTER = re.compile(r"([0-9]{4})-([1-4])")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Period:
    """The minutes from `start` up to, but not including, `end`, both whole minutes in UTC. `name` is `2026-11` for a month,
    `2026-4` for a quarter, `2026-11-27` for a day."""

    name: str
    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """The number of its minutes: a Danish month with a clock change is an hour longer or shorter than its days suggest."""
        return (self.end - self.start) // _MINUTE

    @property
    def is_month(self) -> bool:
        """Whether it is one calendar month."""
        return _MONTH.fullmatch(self.name) is not None

    def mask(self, start: datetime, end: datetime) -> int:
        """The minutes that any part of [start, end) overlaps, a bit each: bit 0 is the period's first minute."""
        first = max(0, (start - self.start) // _MINUTE)
        past = min(self.minutes, -((self.start - end) // _MINUTE))
        return ((1 << (past - first)) - 1) << first if past > first else 0

    @property
    def everything(self) -> int:
        """All of its minutes, as in `mask`."""
        return (1 << self.minutes) - 1

    def days(self) -> Iterator[date]:
        """The Danish days that it overlaps."""
        day = danish_clock(self.start).date()
        while danish_midnight(day) < self.end:
            yield day
            day += timedelta(days=1)

    def months(self) -> Iterator[Period]:
        """The Danish months that it overlaps, each whole."""
        day = danish_clock(self.start).date().replace(day=1)
        while danish_midnight(day) < self.end:
            yield month_of(day.year, day.month)
            day = (day + timedelta(days=32)).replace(day=1)


def day_of(day: date) -> Period:
    """A day, from midnight to midnight in Danish time: 23, 24 or 25 hours."""
    return Period(day.isoformat(), _begin(day), _begin(day + timedelta(days=1)))


def month_of(year: int, number: int) -> Period:
    """A calendar month in Danish time; `number` from 1 to 12."""
    return Period(f"{year}-{number:02}", _begin(date(year, number, 1)), _begin(_first_after(year, number)))


def quarter_of(year: int, number: int) -> Period:
    """A quarter of a year in Danish time; `number` from 1 to 4."""
    return Period(f"{year}-{number}", _begin(date(year, 3 * number - 2, 1)), _begin(_first_after(year, 3 * number)))


def read_period(text: str) -> Period:
    """Read `2026-4` as a quarter and `2026-11` as a month. Raises `ValueError` with a text for the person who typed it."""
    if match := _QUARTER.fullmatch(text):
        return quarter_of(int(match[1]), int(match[2]))
    if match := _MONTH.fullmatch(text):
        return month_of(int(match[1]), int(match[2]))
    raise ValueError(f"{text!r} is neither a quarter (2026-4) nor a month (2026-11).")


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """The agreed service hours, in Danish time: on `weekdays` (0 is Monday) from `opens` to `closes`, except on the days in
    `closed`."""

    weekdays: frozenset[int] = frozenset(range(5))
    opens: time = time(8)
    closes: time = time(16)
    closed: frozenset[date] = field(default_factory=frozenset)

    def mask(self, period: Period) -> int:
        """The service hours of a period, a bit a minute as in `Period.mask`."""
        zone = ZoneInfo("Europe/Copenhagen")
        minutes = 0
        for day in period.days():
            if day.weekday() in self.weekdays and day not in self.closed:
                opens, closes = (
                    datetime.combine(day, clock, zone).astimezone(UTC) for clock in (self.opens, self.closes)
                )
                minutes |= period.mask(opens, closes)
        return minutes


def _begin(day: date) -> datetime:
    return danish_midnight(day).astimezone(UTC)


def _first_after(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1)
