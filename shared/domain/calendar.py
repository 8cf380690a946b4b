"""Reads dates, times of day and moments from text, and computes with them.

The phone's counterparts are in `static-web/src/form/engine/calendar.ts`.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date
import re

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DATE_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6}))?"
    r"(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)

OUTERMOST = {"earliest": "1900-01-01", "latest": "2100-12-31"}
"""The bounds of a date for which a definition sets none: a date beyond them is a typing error, e.g. the year 26 for 2026."""

LAST_DAY = date(MAXYEAR, 12, 31).toordinal()


def day_number(value: str) -> int | None:
    """The number of a day (1 is 0001-01-01), or None when the text is no RFC 3339 `full-date`, or the day does not exist."""
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = map(int, match.groups())
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def day(number: int) -> str | None:
    """The day with this number; None before the year 1 and after 9999."""
    return date.fromordinal(number).isoformat() if MINYEAR <= number <= LAST_DAY else None


def months_after(value: str, months: int) -> str | None:
    """The day a number of months later (earlier, below 0): the same day of the month, or the month's last where it has no such
    day. None when the text is no day, or the result is before the year 1 or after 9999."""
    match = _DATE.fullmatch(value)
    if match is None or day_number(value) is None:
        return None
    year, month, day = map(int, match.groups())
    year, month = divmod(year * 12 + month - 1 + months, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return date(year, month + 1, min(day, monthrange(year, month + 1)[1])).isoformat()


def is_date(value: str) -> bool:
    """Whether it is an RFC 3339 `full-date` and a day that exists, from the year 1 on."""
    return day_number(value) is not None


def is_time(value: str) -> bool:
    """Whether it is a time of day, `HH:MM`, from 00:00 to 23:59."""
    return _TIME.fullmatch(value) is not None


def moment(value: str) -> int | None:
    """Microseconds since the beginning of the year 1 in UTC (may be below 0), or None when it is no RFC 3339 `date-time` with
    capital `T` and `Z`, has a leap second or more than 6 decimals of a second, or is on a day that does not exist."""
    match = _DATE_TIME.fullmatch(value)
    days = day_number(match.group(1)) if match else None
    if match is None or days is None:
        return None
    _, hours, minutes, seconds, fraction, sign, off_hours, off_minutes = match.groups()
    offset = (int(off_hours) * 60 + int(off_minutes)) * (1 if sign == "+" else -1) if sign else 0
    total_seconds = (days * 1440 + int(hours) * 60 + int(minutes) - offset) * 60 + int(seconds)
    return total_seconds * 1_000_000 + int((fraction or "").ljust(6, "0"))


def is_date_time(value: str) -> bool:
    """Whether `moment` accepts it."""
    return moment(value) is not None
