"""Samples of the dependencies' health, by the minute and by the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.evaluation.day_samples import DaySamples


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at one dependency: `milliseconds` how long it took, `message` why it failed (never any answers)."""

    check: str
    at: datetime
    up: bool
    milliseconds: int
    message: str = ""


class Samples(Protocol):
    async def save(self, sample: Sample) -> None:
        """Store one sample a check and minute. A second in the same minute is not kept: nobody can look anew until the answer is
        a good one."""
        ...

    async def latest(self, check: str, now: datetime) -> Sample | None:
        """The newest sample of the last two days."""
        ...

    async def of_day(self, check: str, day: date) -> Sequence[Sample]:
        """Every sample of a day in UTC, the oldest first."""
        ...

    async def forget_day(self, check: str, day: date) -> int:
        """Remove the samples of a day in UTC. How many were removed."""
        ...

    async def probe(self) -> None:
        """Return when the storage answers; raise `DependencyUnavailable` when it does not."""
        ...


class SampleDays(Protocol):
    """Days of samples, folded: what reports are made of."""

    async def save(self, record: DaySamples) -> None:
        """Store a part's day: a second of the same part and day replaces the first."""
        ...

    async def between(self, first: date, last: date) -> Sequence[DaySamples]:
        """Every part's days from `first` to `last`, both included, by day and part."""
        ...
