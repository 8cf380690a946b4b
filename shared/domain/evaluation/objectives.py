"""Service level objectives for uptime, what is left of their error budgets, and how fast it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from shared.domain.evaluation.timeline import Timeline, Uptime, moved, uptime

BURN_WINDOWS: Mapping[str, timedelta] = {
    "1h": timedelta(hours=1),
    "6h": timedelta(hours=6),
    "3d": timedelta(days=3),
}
"""The long windows of alarms on burn rates (Google's Site Reliability Workbook, chapter 5): they use up a fiftieth, a twentieth
and a tenth of a month's budget at 14.4, 6 and 1 times the allowed rate."""

ENOUGH_KNOWN = Fraction(9, 10)
"""The share of a window's minutes that must be known for its burn rate to be shown; with less it would be a guess."""


@dataclass(frozen=True, slots=True)
class Objective:
    """The share `target` of the minutes of `figure` (one of `uptimes.FIGURES`) that must be up in a calendar month; `net`:
    without those of announced service windows. `title` is for people who read the file."""

    name: str
    title: str
    figure: str
    net: bool
    target: Decimal

    @property
    def allowed(self) -> Fraction:
        """The share of minutes that may be down."""
        return 1 - Fraction(self.target)


class Verdict(StrEnum):
    """`MET`; `MISSED`, even if every unknown minute had been up; `OPEN`: the unknown minutes decide, or nothing was counted."""

    MET = "met"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class ObjectiveOutcome:
    """How an objective went.

    `counted`: the period's minutes so far. `budget`: the minutes that may be down in the whole period. `burn_rates` by
    `BURN_WINDOWS`, at the last minute counted: how many times faster than allowed the budget was used. None: too little is known.
    """

    objective: Objective
    counted: Uptime
    budget: Fraction
    burn_rates: Mapping[str, Fraction | None] = field(default_factory=dict)

    @property
    def budget_left(self) -> Fraction:
        """Minutes that may still be down, with unknown ones taken as up; below 0 when the objective is missed."""
        return self.budget - self.counted.down

    @property
    def verdict(self) -> Verdict:
        """The verdict on the minutes counted so far."""
        share, highest, target = self.counted.share, self.counted.highest, Fraction(self.objective.target)
        if share is None or highest is None:
            return Verdict.OPEN
        if share >= target:
            return Verdict.MET
        return Verdict.MISSED if highest < target else Verdict.OPEN


def burn_rates(timeline: Timeline, counted: int, objective: Objective) -> Mapping[str, Fraction | None]:
    """The burn rates at the timeline's end; `counted`: the minutes that the objective covers, a bit each."""
    return {name: _burn_rate(timeline, counted, objective, window) for name, window in BURN_WINDOWS.items()}


def _burn_rate(timeline: Timeline, counted: int, objective: Objective, window: timedelta) -> Fraction | None:
    length = window // timedelta(minutes=1)
    before = timeline.period.minutes - length
    if before < 0:
        return None  # The samples do not reach so far back.
    minutes = uptime(timeline, moved((1 << length) - 1, before) & counted)
    sampled = minutes.up + minutes.down
    if not sampled or Fraction(sampled, minutes.operating) < ENOUGH_KNOWN:
        return None
    return Fraction(minutes.down, sampled) / objective.allowed
