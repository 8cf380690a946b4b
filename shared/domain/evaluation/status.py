"""How each part stands and has stood: what the public status page is made from. Nothing in it is about a person."""

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
"""Days that a bar shows, today among them."""

FRESH_MINUTES = 5
"""Minutes that a sample tells how a part stands now; older than that, it is unknown."""

INCIDENT_DAYS = 14
"""Days that an incident that is over is told of."""

State = Literal["up", "down", "unknown"]


@dataclass(frozen=True, slots=True)
class PartStatus:
    """One part, or a group of them: how it stands, since when it is down, and its days, the oldest first."""

    part: str
    state: State
    down_since: datetime | None
    days: Sequence[tuple[date, Uptime]]
    total: Uptime


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that the page tells. `app`: what the app stands on, with whether a consultant can register; `dependencies`:
    other people's systems. `incidents` are the open ones, then those that ended lately; `windows` those under way and planned."""

    made_at: datetime
    app: Sequence[PartStatus]
    parts: Sequence[PartStatus]
    dependencies: Sequence[PartStatus]
    incidents: Sequence[Incident]
    windows: Sequence[ServiceWindow]

    @property
    def worst(self) -> State:
        """How the app itself stands: down where any part that it needs is, else unknown where any of them is."""
        states = {part.state for part in self.parts}
        return "down" if "down" in states else "unknown" if "unknown" in states else "up"


def status_period(now: datetime) -> Period:
    """The days of the bars, up to the minute that is under way."""
    today = danish_clock(now).date()
    start = day_of(today - timedelta(days=DAYS - 1)).start
    return Period("status", start, now.replace(second=0, microsecond=0))


def status(period: Period, timelines: Mapping[str, Timeline], parts: Parts, windows: Sequence[ServiceWindow]) -> Status:
    """The status at the end of a period. A part without a timeline is unknown throughout."""
    whole = {part: timelines.get(part, Timeline(period)) for part in parts.all}
    groups = group_timelines(period, whole, parts)
    needed = tuple(dict.fromkeys((*parts.platform, *parts.app, *parts.sign_in)))
    others = [part for part in parts.dependencies if part not in needed]
    lately = period.end - timedelta(days=INCIDENT_DAYS)
    recent = [
        incident
        for part, timeline in whole.items()
        for incident in incidents(part, timeline)
        if incident.ended is None or incident.ended > lately
    ]
    return Status(
        made_at=period.end,
        app=[part_status(name, groups[name]) for name in (REGISTRABLE, APP, PLATFORM)],
        parts=[part_status(part, whole[part]) for part in needed],
        dependencies=[part_status(part, whole[part]) for part in others],
        incidents=sorted(recent, key=lambda incident: (incident.ended is not None, -incident.began.timestamp())),
        windows=[window for window in windows if window.withdrawn is None and window.end > period.end],
    )


def part_status(part: str, timeline: Timeline) -> PartStatus:
    """How a timeline stands at its end, and its days."""
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
    """By the newest minute that is known of those given."""
    if not up and not down:
        return "unknown"
    return "up" if up > down else "down"
