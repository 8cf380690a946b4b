"""A period's report before it is laid out: every figure in minutes."""

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
    """A period's uptime report.

    `until`: how far the period had come; later minutes are not counted. `dependencies`: each dependency's uptime, gross. `lost`:
    the app's minutes down that are the platform's, and those that are its own. `days`: each part's uptime by the Danish day,
    gross, from which the figures can be checked. `objectives`: their outcomes.
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
    objectives: Sequence[ObjectiveOutcome] = ()
