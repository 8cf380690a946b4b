"""Reads and changes the targets' states, which all instances share."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
import logging

from shared.domain.ports import TargetStates, WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.target_state import Circuit, TargetState
from shared.services.log_event import log_event

log = logging.getLogger("feltskema.traffic")

KNOWN_FOR = timedelta(seconds=2)
"""How long an instance reuses a state that it has read."""

CHANGE_TRIES = 20
"""How often a change is retried after a write conflict, each time after a random pause of up to a second: enough for a hundred
instances that want a place at the same time."""


class SharedStates:
    """The targets' states as this process knows them; read again after `KNOWN_FOR`."""

    def __init__(self, stored: TargetStates, clock: Callable[[], datetime], chance: Callable[[], float]) -> None:
        self._stored = stored
        self._clock = clock
        self._chance = chance
        self._known: dict[str, tuple[TargetState, datetime]] = {}

    async def every(self) -> Mapping[str, TargetState]:
        """Every target's state as stored now. Raises `DependencyUnavailable`."""
        return await self._stored.every()

    async def state(self, target: str) -> TargetState:
        """The target's state, at most `KNOWN_FOR` old. Raises `DependencyUnavailable`."""
        if target in self._known and self._clock() < self._known[target][1]:
            return self._known[target][0]
        return self._keep(await self._read(target))

    async def change(self, target: str, change: Callable[[TargetState], TargetState | None]) -> TargetState | None:
        """Apply `change` to the state and store it, starting over after a write conflict. Returns what was stored, or None where
        `change` returns None. Raises `DependencyUnavailable`, also when the conflicts do not end."""
        state = self._known[target][0] if target in self._known else await self._read(target)
        for attempt in range(CHANGE_TRIES):
            changed = change(state)
            if changed is None or changed == state:
                self._keep(state)
                return changed
            try:
                saved = self._keep(await self._stored.save(changed))
            except WriteConflict:
                await asyncio.sleep(min(0.05 * (attempt + 1), 1.0) * self._chance())
                state = await self._read(target)
                continue
            self._log_circuit(state, saved)
            return saved
        raise DependencyUnavailable("storage-unavailable")

    async def _read(self, target: str) -> TargetState:
        return await self._stored.get(target) or TargetState(target)

    def _keep(self, state: TargetState) -> TargetState:
        self._known[state.target] = (state, self._clock() + KNOWN_FOR)
        return state

    def _log_circuit(self, before: TargetState, after: TargetState) -> None:
        """Log when a target's circuit breaker opens, and when it closes again, after how many seconds."""
        if (before.opened_at is None) == (after.opened_at is None):
            return
        circuit = Circuit.CLOSED if after.opened_at is None else Circuit.OPEN
        seconds = int((self._clock() - before.opened_at).total_seconds()) if before.opened_at else 0
        log_event(log, "circuit", target=after.target, state=circuit, seconds=seconds)
