"""Incidents, found in the samples by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
import re

from shared.domain.evaluation.timeline import Timeline, runs

OPENS_AFTER = 3
"""Known minutes down in a row that open an incident: one lost answer is none."""

CLOSES_AFTER = 3
"""Known minutes up in a row that close it: what flickers is one incident, not ten."""


@dataclass(frozen=True, slots=True)
class Incident:
    """`part` was down from `began`, the first minute down, up to `ended`, the first minute up again; None: it still is."""

    part: str
    began: datetime
    ended: datetime | None

    @property
    def id(self) -> str:
        """The same whenever it is looked for: the part, and when it began."""
        return f"{self.part}_{self.began:%Y%m%dT%H%M}Z"

    @property
    def repair_time(self) -> timedelta | None:
        """From the first minute down to the first up; None while it is open."""
        return None if self.ended is None else self.ended - self.began


def incidents(part: str, timeline: Timeline) -> Iterator[Incident]:
    """The incidents of one part, the oldest first.

    Unknown minutes neither open nor close one, and do not part what is down on both sides of them. Give the timeline some
    minutes more at both ends than the period asked about, so that what begins or ends at its edge is seen whole.
    """
    states = timeline.states()
    for began, ended in runs(states, _INCIDENT, timeline.period):
        yield Incident(part, began, None if ended == timeline.period.end else ended)


_INCIDENT = re.compile(
    rf"d(?:\?*d){{{OPENS_AFTER - 1}}}"  # opened
    rf".*?"
    rf"(?=u(?:\?*u){{{CLOSES_AFTER - 1}}}|\Z)"  # up again for good, or not yet
)
