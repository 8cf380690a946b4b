"""A period's report before it is laid out for reading: every figure in minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shared.domain.evaluation.incidents import Incident
from shared.domain.evaluation.objectives import ObjectiveOutcome
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.timeline import Uptime
from shared.domain.evaluation.uptimes import Figure
from shared.domain.evaluation.windows import ServiceWindow


@dataclass(frozen=True, slots=True)
class UptimeReport:
    """`until` is how far the period had come when it was made: minutes after it are not counted. `dependencies` gives each
    dependency's uptime, gross; `lost` the app's minutes down that are the platform's, and those that are its own; `days` each
    part's uptime by the Danish day, gross: what the figures can be traced to; `objectives` what is promised, and how
    it went."""

    period: Period
    until: datetime
    figures: Sequence[Figure]
    dependencies: Mapping[str, Uptime]
    lost: tuple[int, int]
    incidents: Sequence[Incident]
    windows: Sequence[ServiceWindow]
    planned_minutes: int
    days: Mapping[tuple[date, str], Uptime]
    objectives: Sequence[ObjectiveOutcome] = ()
