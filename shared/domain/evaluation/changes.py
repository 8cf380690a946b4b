"""Lists the changes of a period: packages that were put into operation, and versions of forms that went live."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from shared.domain.evaluation.periods import Period
from shared.domain.text.time_format import danish_clock

BeginDays = Mapping[tuple[str, int], date]
"""The day on which the first draft of a version was written, by app and version, where that is known."""


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """A package (`app` is empty, `name` the release) or a version of a form (`name` is the version) that was first found running
    at `at`. `is_baseline`: it was running when the instance first looked, so nobody knows since when."""

    app: str
    name: str
    at: datetime
    is_baseline: bool = False

    @property
    def is_release(self) -> bool:
        return not self.app


@dataclass(frozen=True, slots=True)
class LiveVersion:
    """A version that went live. `days`: from the day of its first draft; None where that is unknown."""

    app: str
    version: int
    at: datetime
    days: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes of a period, in their order."""

    releases: Sequence[FirstSeen] = ()
    versions: Sequence[LiveVersion] = ()


def changes_of(period: Period, first_seen: Iterable[FirstSeen], begun: BeginDays) -> Changes:
    """The changes of a period. What was running when the instance first looked is no change."""
    within = sorted(
        (entry for entry in first_seen if not entry.is_baseline and period.start <= entry.at < period.end),
        key=lambda entry: (entry.at, entry.app, entry.name),
    )
    return Changes(
        [entry for entry in within if entry.is_release],
        [_live_version(entry, begun) for entry in within if not entry.is_release],
    )


def _live_version(entry: FirstSeen, begun: BeginDays) -> LiveVersion:
    version = int(entry.name)
    first = begun.get((entry.app, version))
    days = None if first is None else max(0, (danish_clock(entry.at).date() - first).days)
    return LiveVersion(entry.app, version, entry.at, days)
