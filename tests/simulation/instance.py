"""One process of the product, which may be paused and killed at any call.

A process acts upon the world by its calls alone. So one that is killed is one whose calls never return and never reach anything:
whatever its code would still do, as handlers of what is cancelled, comes to nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
import inspect
from typing import TYPE_CHECKING, Any

from shared.domain.problems import DependencyUnavailable

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies
    from tests.simulation.world import World


class Ended(BaseException):
    """The run is over: nothing goes on after it."""


@dataclass(eq=False)
class Execution:
    """One run of a function. `undisturbed`: nothing has happened to it that could keep it from what it meant to do; `released`:
    it works on what a waiting room has let go, before its time."""

    name: str
    released: bool = False
    undisturbed: bool = True
    done: bool = False


EXECUTION: ContextVar[Execution] = ContextVar("execution")
INSTANCE: ContextVar[Instance] = ContextVar("instance")

WRITES = frozenset(
    {
        *("change", "insert", "put_in_outbox", "remove_from_outbox", "send", "remove", "note", "save", "put", "add"),
        *("hold", "release", "ended", "started", "delete", "revoke"),
    }
)
LATEST = 25.0
"""Seconds after which a write may still land that nobody waits for any more: Azure Storage says up to 30."""


@dataclass(eq=False)
class Instance:
    """`skew` is how far its clock is from the world's; `dependencies` what the services run with in this process, `parts` what
    else the functions ask of `shared/wiring.py`."""

    world: World
    name: str
    skew: timedelta = timedelta(0)
    alive: bool = True
    paused_until: float = 0.0
    dependencies: Dependencies = field(init=False)
    parts: dict[str, Any] = field(default_factory=dict)
    executions: set[Execution] = field(default_factory=set)
    died: asyncio.Future[None] = field(init=False)

    def __post_init__(self) -> None:
        self.died = self.world.loop.create_future()

    def clock(self) -> datetime:
        return self.world.now() + self.skew

    def kill(self) -> None:
        if self.alive:
            self.world.trace(f"{self.name} is killed")
            self.alive = False
            self.died.set_result(None)

    def pause(self, seconds: float) -> None:
        self.world.trace(f"{self.name} is paused for {seconds:.0f} s")
        self.paused_until = max(self.paused_until, self.world.loop.time() + seconds)
        self.disturb()

    def disturb(self) -> None:
        for execution in self.executions:
            execution.undisturbed = False

    async def passes(self) -> None:
        """Returns while the process runs: later where it is paused, never where it is killed."""
        while self.is_kept():
            if self.world.is_over:
                raise Ended
            if not self.alive:
                await self.world.loop.create_future()
            await self.world.loop.nap(self.paused_until - self.world.loop.now)

    def is_kept(self) -> bool:
        """Whether the process does not go on just now."""
        return self.world.is_over or not self.alive or self.paused_until > self.world.loop.now

    async def hop(self, name: str, do: Callable[[], Awaitable[Any]], fault: str | None = None) -> Any:
        """A call to the storage: there, done, and back."""
        world, weather = self.world, self.world.weather
        if self.is_kept():
            await self.passes()
        fault = fault or (self._fault(name in WRITES) if weather.spares_no_store else "")
        await world.loop.nap(weather.latency())
        if fault:
            await self._meets(fault, name, do)
        if self.is_kept():
            await self.passes()
        self.at_a_call()
        try:
            return await do()
        finally:
            # What it says is on its way back when the process may be paused, or is no more.
            self.at_a_call()
            await world.loop.nap(weather.latency())
            if self.is_kept():
                await self.passes()
            if fault == "lost":
                raise DependencyUnavailable("storage-unavailable")

    async def _meets(self, fault: str, name: str, do: Callable[[], Awaitable[Any]]) -> None:
        """A fault on the way there: returns where the storage does it all the same."""
        world, weather = self.world, self.world.weather
        self._disturbed()
        world.trace(f"{self.name}: {name}: storage {fault}")
        if fault == "slow":
            await asyncio.sleep(weather.random.uniform(0.5, 10))
        await self.passes()
        if fault in ("busy", "late"):
            if fault == "late":
                world.later(weather.random.uniform(0.1, LATEST), do)
            await asyncio.sleep(weather.random.uniform(0.2, 15))
            await self.passes()
            raise DependencyUnavailable("storage-unavailable")

    def _fault(self, writes: bool) -> str:
        weather = self.world.weather
        if weather.is_out("storage out") or weather.happens("storage busy"):
            return "busy"
        if writes and weather.happens("storage lost"):
            return "lost"
        if writes and weather.happens("storage late"):
            return "late"
        return "slow" if weather.happens("storage slow") else ""

    def at_a_call(self) -> None:
        weather = self.world.weather
        if not weather.befalls_processes:
            return
        if weather.happens("killed at a call"):
            self.kill()
        elif weather.happens("paused at a call"):
            self.pause(weather.random.uniform(1, MAX_PAUSE))

    def _disturbed(self) -> None:
        if execution := EXECUTION.get(None):
            execution.undisturbed = False


MAX_PAUSE = 120.0
"""Seconds. With `LATEST` and the clocks' differences less than what targets are given to settle, and what people wait."""


class Port:
    """A store as one process meets it: each call may fail, be lost, late or slow."""

    def __init__(self, instance: Instance, inner: Any) -> None:
        self._instance, self._inner = instance, inner

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        if not inspect.iscoroutinefunction(method):
            return method
        instance = self._instance

        def call(*arguments: Any, **named: Any) -> Coroutine[Any, Any, Any]:
            return instance.hop(name, partial(method, *arguments, **named))

        setattr(self, name, call)
        return call


class CurrentPart:
    """A part of `shared/wiring.py`: that of the process which asks."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        instance = INSTANCE.get()
        return getattr(instance.dependencies if self._name == "dependencies" else instance.parts[self._name], name)
