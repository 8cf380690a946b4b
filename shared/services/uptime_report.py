"""Makes a period's uptime report from its samples: uptimes, incidents, dependencies."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shared.domain.evaluation.day_samples import utc_days
from shared.domain.evaluation.incidents import incidents
from shared.domain.evaluation.objectives import BURN_WINDOWS, Objective, ObjectiveOutcome, burn_rates
from shared.domain.evaluation.periods import Period, ServiceHours, day_of
from shared.domain.evaluation.report import UptimeReport
from shared.domain.evaluation.timeline import Timeline, joined, uptime
from shared.domain.evaluation.uptimes import Parts, counted_minutes, figures, group_timelines, share_of_platform
from shared.domain.evaluation.windows import ServiceWindow, excluded_minutes
from shared.domain.ports import SampleDays, Samples
from shared.services.fold_samples import folded


@dataclass(frozen=True, slots=True)
class UptimeSources:
    """Where the figures come from: the samples, the dependencies, and the service hours."""

    samples: Samples
    days: SampleDays
    parts: Parts
    hours: ServiceHours
    objectives: Sequence[Objective] = ()


BEFORE, AFTER = max(BURN_WINDOWS.values()), timedelta(days=1)
"""How much before and after the period is read as well, so that an incident at its edge is complete, and a burn rate just after
its beginning."""


async def part_timelines(period: Period, sources: UptimeSources, now: datetime) -> Mapping[str, Timeline]:
    """Each dependency's minutes of a period: from the packed days, and from the samples for days that are not packed yet."""
    first, last = utc_days(period)
    records = {(record.part, record.day): record for record in await sources.days.between(first, last)}
    today = now.astimezone(UTC).date()
    # Usually at most two days are not packed: today, and yesterday for a quarter of an hour.
    open_days = [day for day in (today - timedelta(days=1), today) if first <= day <= last]
    missing = [(part, day) for part in sources.parts.all for day in open_days if (part, day) not in records]
    read = await asyncio.gather(*(sources.samples.of_day(part, day) for part, day in missing))
    for (part, day), taken in zip(missing, read, strict=True):
        records[part, day] = folded(part, day, taken)
    pieces: dict[str, list[Timeline]] = {part: [] for part in sources.parts.all}
    for (part, _), record in records.items():
        if part in pieces:
            pieces[part].append(record.timeline())
    return {part: joined(period, timelines) for part, timelines in pieces.items()}


async def uptime_report(
    period: Period, sources: UptimeSources, windows: Sequence[ServiceWindow], now: datetime
) -> UptimeReport:
    """The report of a period, until now where it has not ended. Raises `DependencyUnavailable`."""
    minute = now.astimezone(UTC).replace(second=0, microsecond=0)
    until = max(period.start, min(period.end, minute))
    wider = Period(period.name, period.start - BEFORE, min(period.end + AFTER, max(minute, period.start)))
    timelines = await part_timelines(wider, sources, now)
    counted_period = Period(period.name, period.start, until)
    own = {part: timeline.cut(counted_period) for part, timeline in timelines.items()}
    groups = group_timelines(counted_period, own, sources.parts)
    in_period = [
        incident
        for part, timeline in timelines.items()
        for incident in incidents(part, timeline)
        if incident.began < until and (incident.ended is None or incident.ended > period.start)
    ]
    return UptimeReport(
        period=period,
        until=until,
        figures=figures(counted_period, own, sources.parts, sources.hours, windows),
        dependencies={part: uptime(own[part]) for part in sources.parts.dependencies},
        lost=share_of_platform(groups["platform"], groups["app"]),
        incidents=sorted(in_period, key=lambda incident: incident.began),
        windows=[window for window in windows if window.start < period.end and window.end > period.start],
        planned_minutes=excluded_minutes(counted_period, windows).bit_count(),
        days={
            (day, part): uptime(timeline, counted_period.mask(day_of(day).start, day_of(day).end))
            for day in counted_period.days()
            for part, timeline in own.items()
        },
        minutes=own,
        objectives=objective_outcomes(Period(period.name, period.start, until), period, timelines, sources, windows),
    )


def objective_outcomes(
    so_far: Period,
    whole_period: Period,
    timelines: Mapping[str, Timeline],
    sources: UptimeSources,
    windows: Sequence[ServiceWindow],
) -> Sequence[ObjectiveOutcome]:
    """The outcome of each objective in the minutes of a period so far, with the budget of the whole period, and the burn rates at
    its end. `timelines` reach back before the period."""
    recent = Period(so_far.name, so_far.end - BEFORE, so_far.end)
    cut = {period: {part: line.cut(period) for part, line in timelines.items()} for period in (so_far, recent)}
    groups = {period: group_timelines(period, lines, sources.parts) for period, lines in cut.items()}
    counted = {
        (period, net): counted_minutes(period, sources.hours, windows, net)
        for period in (so_far, recent, whole_period)
        for net in (False, True)
    }
    return [
        ObjectiveOutcome(
            objective,
            uptime(groups[so_far][objective.figure], counted[so_far, objective.net][objective.figure]),
            objective.allowed * counted[whole_period, objective.net][objective.figure].bit_count(),
            burn_rates(groups[recent][objective.figure], counted[recent, objective.net][objective.figure], objective),
        )
        for objective in sources.objectives
    ]
