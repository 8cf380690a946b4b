"""Limits how much a reconciliation may ask of a target, and decides when it must stop."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies


class Stopped(StrEnum):
    """Why not every delivery of the day was asked for. `NO`: they were, as far as they can be."""

    NO = ""
    LIMIT = "limit"
    HELD = "held"
    UNREACHABLE = "unreachable"


@dataclass(slots=True)
class Budget:
    """What is left to ask: `requests` to targets, and the time `until` which a request may be under way."""

    requests: int
    until: datetime

    def is_spent(self, now: datetime) -> bool:
        return self.requests <= 0 or now >= self.until


@dataclass(frozen=True, slots=True)
class RequestAllowance:
    """How much one run may ask at most: requests to targets, and time. What it does not come to is left for the next."""

    requests: int
    time: timedelta

    def since(self, began: datetime) -> Budget:
        return Budget(self.requests, began + self.time)


PER_TIMER_RUN = RequestAllowance(600, timedelta(minutes=3, seconds=30))
"""For all targets and days of one run of the timer, from its start: the host ends a run after five minutes."""

BY_HAND = RequestAllowance(100, timedelta(seconds=25))


class Halted(Exception):
    """The run must stop, for the reason given."""

    def __init__(self, stopped: Stopped) -> None:
        self.stopped = stopped
        super().__init__(stopped.value)


async def standing(target: str, dependencies: Dependencies) -> Stopped:
    """Why the target may not be asked now (`NO`: it may). Cheap, since both are cached. Raises `DependencyUnavailable`."""
    if target in await dependencies.held.every():
        return Stopped.HELD
    now, state = dependencies.clock(), await dependencies.traffic.states.state(target)
    if state.opened_at is not None or state.asked_pause(now):
        return Stopped.UNREACHABLE
    # What waits to be delivered goes first.
    return Stopped.LIMIT if state.has_room(now) else Stopped.NO


@dataclass(slots=True)
class PacedRequests:
    """The requests of one run to a target, each at the pace of the target's limit beside its deliveries."""

    target: str
    dependencies: Dependencies
    budget: Budget

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a request's turn. Raises `Halted` where there is none, and where the time ends during the request."""
        limiter, clock, budget = self.dependencies.traffic.limiter, self.dependencies.clock, self.budget
        if budget.requests <= 0:
            raise Halted(Stopped.LIMIT)
        while (wait := await limiter.take(self.target)) is not None:
            if clock() + wait >= budget.until:
                raise Halted(Stopped.LIMIT)
            await self.dependencies.pause(wait.total_seconds())
        async with limiter.keeping(self.target):
            if stopped := await standing(self.target, self.dependencies):
                raise Halted(stopped)
            left = (budget.until - clock()).total_seconds()
            if left <= 0:
                raise Halted(Stopped.LIMIT)
            budget.requests -= 1
            try:
                async with asyncio.timeout(left) as patience:
                    yield
            except TimeoutError:
                if patience.expired():
                    raise Halted(Stopped.LIMIT) from None
                raise
