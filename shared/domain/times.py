"""Times as people in Denmark read them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

_DANISH = "januar februar marts april maj juni juli august september oktober november december".split()  # noqa: SIM905


def danish_time(moment: datetime, language: str = "da") -> str:
    """An aware moment in Danish time, e.g. `23. november 2026 kl. 14.05` or `23 November 2026 at 14:05`."""
    here = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    if language == "en":
        return f"{here.day} {here:%B} {here.year} at {here:%H:%M}"
    return f"{here.day}. {_DANISH[here.month - 1]} {here.year} kl. {here:%H.%M}"
