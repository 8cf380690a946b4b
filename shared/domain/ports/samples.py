"""Samples of the dependencies' health."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


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
        """Store one sample a check and minute: a second in the same minute replaces the first."""
        ...

    async def latest(self, check: str, now: datetime) -> Sample | None:
        """The newest sample of the last two days."""
        ...

    async def probe(self) -> None:
        """Return when the storage answers; raise `DependencyUnavailable` when it does not."""
        ...
