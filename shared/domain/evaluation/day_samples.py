"""A day's samples of one dependency, packed into a record: what is known of each of its minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.timeline import Timeline

MINUTES = 24 * 60
"""A day in UTC always has as many minutes; only Danish time has clock changes."""


@dataclass(frozen=True, slots=True)
class DaySamples:
    """The samples of one dependency on one day in UTC. `up` and `down` hold a bit a minute; `causes`: the reason for each run of
    minutes down, by its first minute; `median_ms` and `slowest_ms` are of the samples that were up."""

    part: str
    day: date
    up: int
    down: int
    causes: Mapping[int, str] = field(default_factory=dict)
    median_ms: int = 0
    slowest_ms: int = 0

    def timeline(self) -> Timeline:
        """Its minutes, over the day's period."""
        return Timeline(utc_day(self.day), self.up, self.down)


def utc_day(day: date) -> Period:
    """A day from midnight to midnight in UTC: samples are stored by it, reports are by Danish time."""
    start = datetime.combine(day, time(), UTC)
    return Period(day.isoformat(), start, start + timedelta(days=1))


def utc_days(period: Period) -> tuple[date, date]:
    """The first and the last day in UTC that a period overlaps."""
    return period.start.date(), (period.end - timedelta(minutes=1)).date()
