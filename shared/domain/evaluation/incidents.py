"""Finds incidents in the samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
import re

from shared.domain.evaluation.timeline import Timeline, runs

OPENS_AFTER = 3
"""Consecutive known minutes down that open an incident: a single lost answer opens none."""

CLOSES_AFTER = 3
"""Consecutive known minutes up that close it, so that a flickering dependency has one incident, not ten."""


@dataclass(frozen=True, slots=True)
class Incident:
    """`part` was down from `began`, the first minute down, up to `ended`, the first minute up again; None: it still is."""

    part: str
    began: datetime
    ended: datetime | None

    @property
    def id(self) -> str:
        """The dependency and when the incident began, so that it is the same whenever it is calculated."""
        return f"{self.part}_{self.began:%Y%m%dT%H%M}Z"

    @property
    def repair_time(self) -> timedelta | None:
        """From the first minute down to the first up; None while it is open."""
        return None if self.ended is None else self.ended - self.began


def incidents(part: str, timeline: Timeline) -> Iterator[Incident]:
    """The incidents of one dependency, oldest first.

    Unknown minutes neither open nor close an incident, and do not divide one. Pass a timeline that is some minutes longer at both
    ends than the period in question, so that an incident at its edge is complete.
    """
    if timeline.down.bit_count() < OPENS_AFTER:
        return
    states = timeline.states()
    for began, ended in runs(states, _INCIDENT, timeline.period):
        yield Incident(part, began, None if ended == timeline.period.end else ended)


_INCIDENT = re.compile(
    rf"d(?:\?*d){{{OPENS_AFTER - 1}}}"  # opened
    rf".*?"
    rf"(?=u(?:\?*u){{{CLOSES_AFTER - 1}}}|\Z)"  # up again for good, or not yet
)
