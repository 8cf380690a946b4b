"""The timers' heartbeats, in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from shared.domain.problems import DependencyUnavailable
from shared.domain.timers import Heartbeat, StartedRun, TimerRun


class MemoryTimerRuns:
    """Implements `TimerRuns`."""

    def __init__(self) -> None:
        self.beats: dict[str, Heartbeat] = {}
        self.by_hand: list[StartedRun] = []
        self.down = False

    async def ended(self, run: TimerRun) -> None:
        self._check_reachable()
        beat = self.beats.get(run.timer, Heartbeat())
        self.beats[run.timer] = replace(beat, failed=run) if run.failed else replace(beat, succeeded=run)

    async def heartbeats(self) -> Mapping[str, Heartbeat]:
        self._check_reachable()
        return dict(self.beats)

    async def started(self, run: StartedRun) -> None:
        self._check_reachable()
        self.by_hand.append(run)

    async def trail(self) -> Sequence[StartedRun]:
        self._check_reachable()
        return sorted(self.by_hand, key=lambda run: run.at, reverse=True)

    def _check_reachable(self) -> None:
        if self.down:
            raise DependencyUnavailable("storage-unavailable")
