"""The timers' heartbeats, and who started their work by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.timers import Heartbeat, StartedRun, TimerRun


class TimerRuns(Protocol):
    """The store of timer runs. Every method raises `DependencyUnavailable`."""

    async def ended(self, run: TimerRun) -> None:
        """Store a run as its timer's newest that succeeded, or that failed."""
        ...

    async def heartbeats(self) -> Mapping[str, Heartbeat]:
        """Every timer that ever ran, by name."""
        ...

    async def started(self, run: StartedRun) -> None:
        """Record that somebody starts a timer's work. Never deleted."""
        ...

    async def trail(self) -> Sequence[StartedRun]:
        """Every start by hand, newest first."""
        ...
