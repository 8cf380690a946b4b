"""Enforces each target's limit across all instances.

An instance reserves places and starts, and uses them for several deliveries: that costs one or two storage requests for each
delivery where few are sent, less than one where many are, and none where no limit is set. What a stopped instance had reserved
becomes free when its reservation expires.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import logging
from uuid import uuid4

from shared.domain.problems import DependencyUnavailable
from shared.domain.target_state import SHARE_LASTS, Granted, Limit, TargetState, granted
from shared.services.shared_states import SharedStates

log = logging.getLogger("feltskema.traffic")

STARTS_LAST = timedelta(seconds=2)
"""How long reserved starts may be used."""

WAITS_HERE, ASKS_EVERY = timedelta(seconds=1), timedelta(milliseconds=200)
"""How long a delivery waits on its instance for a place and a start, and how often it asks for them meanwhile. The queue delays
by whole seconds, so a burst that the pace has room for a moment later would be put off for longer than it takes."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(slots=True)
class _Share:
    """What this instance has reserved of a target's limit; `busy` deliveries are under way, and `waiting` for their turn."""

    busy: int = 0
    waiting: int = 0
    places: int = 0
    places_until: datetime = _LONG_AGO
    starts: int = 0
    starts_from: datetime = _LONG_AGO
    batch: int = 1
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Limiter:
    """Reserves and returns places of the limits. `limits` returns a target's limit by its name."""

    def __init__(self, states: SharedStates, limits: Callable[[str], Limit], clock: Callable[[], datetime]) -> None:
        self.limits = limits
        self._states = states
        self._clock = clock
        self._holder = uuid4().hex[:12]
        self._shares: dict[str, _Share] = {}

    async def take(self, target: str) -> timedelta | None:
        """Reserve a place and a start, if need be after a moment (`WAITS_HERE`). Returns None, or how long to wait before asking
        again where there is none. Raises `DependencyUnavailable`."""
        share, limit = self._of(target), self.limits(target)
        if share.busy + share.waiting >= limit.per_instance:
            return timedelta(seconds=1)
        if not limit.is_shared:
            share.busy += 1
            return None
        share.waiting += 1
        try:
            return await self._taken(target, share, limit)
        finally:
            share.waiting -= 1

    async def _taken(self, target: str, share: _Share, limit: Limit) -> timedelta | None:
        """Reserve a place and a start, one delivery of the instance behind the other; the result as of `take`."""
        # By the loop's time: the clock's may jump.
        loop = asyncio.get_running_loop()
        until = loop.time() + WAITS_HERE.total_seconds()
        async with share.lock:
            while not self._has_one(share, limit):
                wait = await self._request_share(target, share, limit)
                if self._has_one(share, limit):
                    break
                if loop.time() + wait.total_seconds() >= until:
                    return wait
                await asyncio.sleep(max(wait, ASKS_EVERY).total_seconds())
            self.take_anyway(target)
            share.starts -= 1
            return None

    def take_anyway(self, target: str) -> None:
        """Reserve a place even where there is none: for the single trial of an open circuit breaker."""
        self._of(target).busy += 1

    def give_back(self, target: str, unused: bool = False) -> None:
        """Return a place when its delivery has ended; `unused` where nothing was sent: its start is for the next delivery."""
        share = self._of(target)
        share.busy -= 1
        share.starts += unused

    @asynccontextmanager
    async def keeping(self, target: str) -> AsyncIterator[None]:
        """Renew this instance's places while the block runs, and return one at its end."""
        renewing = asyncio.create_task(self._renewed(target))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            self.give_back(target)

    def _has_one(self, share: _Share, limit: Limit) -> bool:
        now = self._clock()
        place = not limit.at_once or (share.busy < share.places and now < share.places_until - SHARE_LASTS / 3)
        return place and self._has_start(share, limit) and share.busy < limit.per_instance

    def _has_start(self, share: _Share, limit: Limit) -> bool:
        return not limit.per_minute or (share.starts > 0 and self._clock() < share.starts_from + STARTS_LAST)

    async def _request_share(self, target: str, share: _Share, limit: Limit) -> timedelta:
        """Ask for a place for each delivery that waits, and, where none are left, for as many starts as were used recently."""
        starts = 0 if self._has_start(share, limit) else self._next_batch(share, limit)
        grant = await self._granted(target, (share.busy + share.waiting, starts), limit)
        share.places, share.places_until = grant.places, grant.until
        if starts:
            share.starts, share.starts_from = grant.starts, self._clock()
        return grant.wait

    def _next_batch(self, share: _Share, limit: Limit) -> int:
        """At most a quarter of a second's worth: starts that one instance reserves and does not use are lost to the others."""
        quickly = not share.starts and self._clock() - share.starts_from < timedelta(seconds=1)
        share.batch = min(2 * share.batch, max(limit.per_minute // 240, 1)) if quickly else 1
        return share.batch

    async def _granted(self, target: str, requested: tuple[int, int], limit: Limit) -> Granted:
        grants: list[Granted] = []

        def with_share(state: TargetState) -> TargetState:
            grants.append(granted(state, self._holder, requested, limit, self._clock()))
            return grants[-1].state

        await self._states.change(target, with_share)
        return grants[-1]

    async def _renewed(self, target: str) -> None:
        share, limit = self._of(target), self.limits(target)
        while limit.at_once:
            await asyncio.sleep(SHARE_LASTS.total_seconds() / 4)
            async with share.lock:
                if self._clock() < share.places_until - SHARE_LASTS / 2:
                    continue
                try:
                    grant = await self._granted(target, (share.busy, 0), limit)
                except DependencyUnavailable as problem:
                    log.warning("this instance's places at %s could not be renewed: %s", target, problem.code)
                else:
                    share.places, share.places_until = grant.places, grant.until

    def _of(self, target: str) -> _Share:
        return self._shares.setdefault(target, _Share())
