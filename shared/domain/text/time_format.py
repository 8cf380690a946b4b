"""Writes times in Danish time for people."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_DANISH = "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905


def danish_time(moment: datetime, language: str = "da") -> str:
    """A moment with a time zone in Danish time, e.g. `23. november 2026 kl. 14.05` or `23 November 2026 at 14:05`."""
    clock = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    if language == "en":
        return f"{clock.day} {clock:%B} {clock.year} at {clock:%H:%M}"
    return f"{clock.day}. {_DANISH[clock.month - 1]} {clock.year} kl. {clock:%H.%M}"


def danish_day(day: date, language: str = "da") -> str:
    """A day, e.g. `23. november 2026` or `23 November 2026`."""
    if language == "en":
        return f"{day.day} {day:%B} {day.year}"
    return f"{day.day}. {_DANISH[day.month - 1]} {day.year}"


def danish_clock(moment: datetime) -> datetime:
    """The local time of a moment in Denmark, without an offset, as a table's cell holds it."""
    return moment.astimezone(ZoneInfo("Europe/Copenhagen")).replace(tzinfo=None)


def danish_midnight(day: date) -> datetime:
    """The moment at which a day begins in Danish time."""
    return datetime.combine(day, time(), ZoneInfo("Europe/Copenhagen"))


def workday_time(since: datetime, until: datetime) -> timedelta:
    """How much of the time between two moments, both with a zone, falls on Mondays to Fridays in Danish time. Public holidays
    count as other days."""
    passed, day = timedelta(0), danish_clock(since).date()
    while since < until:
        day, is_workday = day + timedelta(days=1), day.weekday() < 5
        midnight = danish_midnight(day).astimezone(UTC)
        if is_workday:
            passed += min(midnight, until) - since
        since = midnight
    return passed
