"""A process of the product, which may be paused or killed at any call.

A process changes the world by its calls only. So a killed process is simulated as one whose calls never return and reach nothing:
what its code would still do, such as handling an exception, has no effect.
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
    """Raised in every task that still runs when the run is over."""


@dataclass(eq=False)
class Execution:
    """A run of a function. `undisturbed`: no fault has met it; `released`: its message is of a delivery that the waiting room has
    released before its `retry_at`."""

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
"""The most seconds after which the storage still does a write whose caller has given up: Azure Storage says up to 30."""


@dataclass(eq=False)
class Instance:
    """A process. `skew`: how far its clock is from the world's; `dependencies`: what its services run with; `parts`: what else
    its functions get from `shared/wiring.py`."""

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

    async def wait_until_running(self) -> None:
        """Return when the process runs: at once, after its pause, or never if it is killed."""
        while self.is_suspended():
            if self.world.is_over:
                raise Ended
            if not self.alive:
                await self.world.loop.create_future()
            await self.world.loop.nap(self.paused_until - self.world.loop.now)

    def is_suspended(self) -> bool:
        """Whether the process does nothing now: it is paused or killed, or the run is over."""
        return self.world.is_over or not self.alive or self.paused_until > self.world.loop.now

    async def call_storage(self, name: str, do: Callable[[], Awaitable[Any]], fault: str | None = None) -> Any:
        """Do a call to the storage, with the time that it takes both ways and the faults that it meets. Raises
        `DependencyUnavailable`."""
        world, faults = self.world, self.world.faults
        if self.is_suspended():
            await self.wait_until_running()
        fault = fault or (self._fault(name in WRITES) if faults.disturbs_storage else "")
        await world.loop.nap(faults.latency())
        if fault:
            await self._meet_fault(fault, name, do)
        if self.is_suspended():
            await self.wait_until_running()
        self.perhaps_kill_or_pause()
        try:
            return await do()
        finally:
            # The process may be paused or killed while the response is on its way back.
            self.perhaps_kill_or_pause()
            await world.loop.nap(faults.latency())
            if self.is_suspended():
                await self.wait_until_running()
            if fault == "lost":
                raise DependencyUnavailable("storage-unavailable")

    async def _meet_fault(self, fault: str, name: str, do: Callable[[], Awaitable[Any]]) -> None:
        """Apply a fault to a call that is on its way. Returns where the storage does the call nevertheless; raises
        `DependencyUnavailable` where it does not, or only later."""
        world, faults = self.world, self.world.faults
        self._disturbed()
        world.trace(f"{self.name}: {name}: storage {fault}")
        if fault == "slow":
            await asyncio.sleep(faults.random.uniform(0.5, 10))
        await self.wait_until_running()
        if fault in ("busy", "late"):
            if fault == "late":
                world.later(faults.random.uniform(0.1, LATEST), do)
            await asyncio.sleep(faults.random.uniform(0.2, 15))
            await self.wait_until_running()
            raise DependencyUnavailable("storage-unavailable")

    def _fault(self, writes: bool) -> str:
        faults = self.world.faults
        if faults.is_out("storage out") or faults.happens("storage busy"):
            return "busy"
        if writes and faults.happens("storage lost"):
            return "lost"
        if writes and faults.happens("storage late"):
            return "late"
        return "slow" if faults.happens("storage slow") else ""

    def perhaps_kill_or_pause(self) -> None:
        faults = self.world.faults
        if not faults.disturbs_processes:
            return
        if faults.happens("killed at a call"):
            self.kill()
        elif faults.happens("paused at a call"):
            self.pause(faults.random.uniform(1, MAX_PAUSE))

    def _disturbed(self) -> None:
        if execution := EXECUTION.get(None):
            execution.undisturbed = False


MAX_PAUSE = 120.0
"""The longest pause of a process in seconds. Together with `LATEST` and the difference of the clocks it is less than what targets
are given to settle, and than what people wait."""


class Port:
    """A store as a process uses it: each call may fail, lose its answer, or be done late or slowly."""

    def __init__(self, instance: Instance, inner: Any) -> None:
        self._instance, self._inner = instance, inner

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        if not inspect.iscoroutinefunction(method):
            return method
        instance = self._instance

        def call(*arguments: Any, **named: Any) -> Coroutine[Any, Any, Any]:
            return instance.call_storage(name, partial(method, *arguments, **named))

        setattr(self, name, call)
        return call


class CurrentPart:
    """A part of `shared/wiring.py`; each attribute is that of the process whose code reads it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        instance = INSTANCE.get()
        return getattr(instance.dependencies if self._name == "dependencies" else instance.parts[self._name], name)
