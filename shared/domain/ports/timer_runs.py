"""The timers' heartbeats, and who started their work by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.timers import Heartbeat, StartedRun, TimerRun


class TimerRuns(Protocol):
    """`DependencyUnavailable` from any of it when the storage does not answer."""

    async def ended(self, run: TimerRun) -> None:
        """Keep a run as its timer's newest that went well, or that did not."""
        ...

    async def heartbeats(self) -> Mapping[str, Heartbeat]:
        """Every timer that ever ran, by name."""
        ...

    async def started(self, run: StartedRun) -> None:
        """Note that somebody starts a timer's work. Never removed."""
        ...

    async def trail(self) -> Sequence[StartedRun]:
        """Everything that was started by hand, the newest first."""
        ...
