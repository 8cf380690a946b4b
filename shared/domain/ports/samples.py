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
    """A probe of a dependency. `milliseconds`: how long it took; `message`: why it failed (never any answers)."""

    check: str
    at: datetime
    up: bool
    milliseconds: int
    message: str = ""


class Samples(Protocol):
    async def save(self, sample: Sample) -> None:
        """Store one sample for each check and minute. A second one in the same minute is ignored: nobody can make a bad minute
        good by probing again."""
        ...

    async def latest(self, check: str, now: datetime) -> Sample | None:
        """The newest sample of the last two days."""
        ...

    async def of_day(self, check: str, day: date) -> Sequence[Sample]:
        """Every sample of a day in UTC, oldest first."""
        ...

    async def forget_day(self, check: str, day: date) -> int:
        """Delete the samples of a day in UTC; returns how many."""
        ...

    async def probe(self) -> None:
        """Return when the storage answers; raise `DependencyUnavailable` when it does not."""
        ...


class SampleDays(Protocol):
    """The store of packed days of samples, from which reports are made."""

    async def save(self, record: DaySamples) -> None:
        """Store a dependency's day, in place of an earlier record of the same day."""
        ...

    async def between(self, first: date, last: date) -> Sequence[DaySamples]:
        """Every dependency's days from `first` to `last`, both included, by day and dependency."""
        ...
