"""The present state and the history of each dependency, for the public status page. Contains no personal data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shared.domain.evaluation.incidents import Incident, incidents
from shared.domain.evaluation.periods import Period, day_of
from shared.domain.evaluation.timeline import Timeline, Uptime, uptime
from shared.domain.evaluation.uptimes import APP, PLATFORM, REGISTRABLE, Parts, group_timelines
from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.text.time_format import danish_clock

DAYS = 90
"""Days that a bar shows, including today."""

FRESH_MINUTES = 5
"""Minutes for which a sample tells the present state; after that, it is unknown."""

INCIDENT_DAYS = 14
"""Days for which a closed incident is shown."""

State = Literal["up", "down", "unknown"]


@dataclass(frozen=True, slots=True)
class PartStatus:
    """One dependency, or a group of them: its state, since when it is down, and its days, oldest first."""

    part: str
    state: State
    down_since: datetime | None
    days: Sequence[tuple[date, Uptime]]
    total: Uptime


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that the page shows.

    `app`: what the app depends on, and whether a consultant can register; `dependencies`: other people's systems. `incidents`:
    the open ones, then those that ended lately; `windows`: those under way and planned.
    """

    made_at: datetime
    app: Sequence[PartStatus]
    parts: Sequence[PartStatus]
    dependencies: Sequence[PartStatus]
    incidents: Sequence[Incident]
    windows: Sequence[ServiceWindow]

    @property
    def worst(self) -> State:
        """The state of the app itself: down where any part that it needs is, else unknown where any of them is."""
        states = {part.state for part in self.parts}
        return "down" if "down" in states else "unknown" if "unknown" in states else "up"


def status_period(now: datetime) -> Period:
    """The days of the bars, up to the current minute."""
    today = danish_clock(now).date()
    start = day_of(today - timedelta(days=DAYS - 1)).start
    return Period("status", start, now.replace(second=0, microsecond=0))


def status(period: Period, timelines: Mapping[str, Timeline], parts: Parts, windows: Sequence[ServiceWindow]) -> Status:
    """The status at the end of a period. A part without a timeline is unknown throughout."""
    all_timelines = {part: timelines.get(part, Timeline(period)) for part in parts.all}
    groups = group_timelines(period, all_timelines, parts)
    needed = tuple(dict.fromkeys((*parts.platform, *parts.app, *parts.sign_in)))
    side_parts = [part for part in parts.dependencies if part not in needed]
    lately = period.end - timedelta(days=INCIDENT_DAYS)
    recent = [
        incident
        for part, timeline in all_timelines.items()
        for incident in incidents(part, timeline)
        if incident.ended is None or incident.ended > lately
    ]
    return Status(
        made_at=period.end,
        app=[part_status(name, groups[name]) for name in (REGISTRABLE, APP, PLATFORM)],
        parts=[part_status(part, all_timelines[part]) for part in needed],
        dependencies=[part_status(part, all_timelines[part]) for part in side_parts],
        incidents=sorted(recent, key=lambda incident: (incident.ended is not None, -incident.began.timestamp())),
        windows=[window for window in windows if window.withdrawn is None and window.end > period.end],
    )


def part_status(part: str, timeline: Timeline) -> PartStatus:
    """The state of a timeline at its end, and its days."""
    period = timeline.period
    open_incident = next((incident for incident in incidents(part, timeline) if incident.ended is None), None)
    fresh = period.mask(period.end - timedelta(minutes=FRESH_MINUTES), period.end)
    return PartStatus(
        part=part,
        state=_state(timeline.up & fresh, timeline.down & fresh),
        down_since=open_incident.began if open_incident else None,
        days=[(day, uptime(timeline, period.mask(day_of(day).start, day_of(day).end))) for day in period.days()],
        total=uptime(timeline),
    )


def _state(up: int, down: int) -> State:
    """The state by the newest known minute of those given."""
    if not up and not down:
        return "unknown"
    return "up" if up > down else "down"
