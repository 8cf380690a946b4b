"""The state of each target, in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.target_state import TargetState


class MemoryTargetStates:
    """Implements `TargetStates`. `calls` counts the requests; `down` makes them fail."""

    def __init__(self) -> None:
        self.states: dict[str, TargetState] = {}
        self.calls = 0
        self.down = False
        self._etags = count(1)

    async def every(self) -> Mapping[str, TargetState]:
        await self._before_call()
        return dict(self.states)

    async def get(self, target: str) -> TargetState | None:
        await self._before_call()
        return self.states.get(target)

    async def save(self, state: TargetState) -> TargetState:
        await self._before_call()
        stored = self.states.get(state.target)
        if (stored.etag if stored else "") != state.etag:
            raise WriteConflict
        self.states[state.target] = saved = replace(state, etag=f"etag-{next(self._etags)}")
        return saved

    async def _before_call(self) -> None:
        await asyncio.sleep(0)  # As over a network: another task may run first.
        self.calls += 1
        if self.down:
            raise DependencyUnavailable("storage-unavailable")
