"""A period's report before it is laid out: every figure in minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from shared.domain.evaluation.incidents import Incident
from shared.domain.evaluation.objectives import ObjectiveOutcome
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.timeline import Timeline, Uptime
from shared.domain.evaluation.uptimes import Figure
from shared.domain.evaluation.windows import ServiceWindow


@dataclass(frozen=True, slots=True)
class UptimeReport:
    """A period's uptime report.

    `until`: how far the period had come; later minutes are not counted. `dependencies`: each dependency's uptime, gross. `lost`:
    the app's minutes down that are the platform's, and those that are its own. `days`: each part's uptime by the Danish day,
    gross, from which the figures can be checked; `minutes`: the minutes behind them, by part. `objectives`: their outcomes.
    """

    period: Period
    until: datetime
    figures: Sequence[Figure]
    dependencies: Mapping[str, Uptime]
    lost: tuple[int, int]
    incidents: Sequence[Incident]
    windows: Sequence[ServiceWindow]
    planned_minutes: int
    days: Mapping[tuple[date, str], Uptime]
    minutes: Mapping[str, Timeline]
    objectives: Sequence[ObjectiveOutcome] = ()

    def hours(self) -> Iterator[tuple[datetime, str, Uptime]]:
        """Each part's uptime by the hour, gross: the hour in Denmark that it begins at, the part, and its minutes."""
        for number in range(-(-self.until_minutes // 60)):
            begins = (self.period.start + timedelta(hours=number)).astimezone(ZoneInfo("Europe/Copenhagen"))
            for part, line in self.minutes.items():
                minutes = min(60, self.until_minutes - 60 * number)
                up, down = ((line_of >> 60 * number & _HOUR).bit_count() for line_of in (line.up, line.down))
                yield begins, part, Uptime(up, down, minutes - up - down)

    @property
    def until_minutes(self) -> int:
        """How many minutes of the period had passed."""
        return (self.until - self.period.start) // timedelta(minutes=1)


_HOUR = (1 << 60) - 1
