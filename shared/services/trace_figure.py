"""Reads the minutes behind one figure of the uptime report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.traced import Counting, Trace, names, traced
from shared.domain.evaluation.windows import ServiceWindow, excluded_minutes
from shared.services.uptime_report import UptimeSources, part_timelines


async def trace_figure(
    name: str, period: Period, sources: UptimeSources, windows: Sequence[ServiceWindow], now: datetime
) -> Trace:
    """The trace of a figure or a dependency, counted as `uptime_report` counts, until now where the period has not ended. Raises
    `KeyError` for an unknown name, and `DependencyUnavailable`."""
    if name not in names(sources.parts):
        raise KeyError(name)
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    counted_period = Period(period.name, period.start, max(period.start, min(period.end, minute)))
    timelines = await part_timelines(counted_period, sources, now)
    counting = Counting(counted_period, sources.hours.mask(counted_period), excluded_minutes(counted_period, windows))
    return traced(name, timelines, sources.parts, counting)
