"""The Functions host: starts and ends processes, calls the product's own functions for requests and messages, and triggers the
sweeper's timer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import azure.functions as func

from functions import delivery
from functions.timer_work import by_the_clock
from shared.domain.delivery_message import read_message
from tests.simulation.instance import EXECUTION, INSTANCE, Ended, Execution, Instance
from tests.simulation.messages import MAX_TRIES, RETRIED_AFTER, TAKEN_FOR, Message, Messages

if TYPE_CHECKING:
    from tests.simulation.world import World

PROCESSES = 3
FUNCTION_TIMEOUT = 300.0
"""`functionTimeout` of host.json in seconds: a process whose function takes longer is ended."""
ROOM = 12
"""How many messages a process handles concurrently: `batchSize` and `newBatchThreshold` of host.json."""
SETTLED_SHARE = 0.2
"""The share of the sweeper's runs that are played while every delivery waits for a person: most of a run's timers are such, and
find little to do."""
MAX_SKEW = 20.0
"""Seconds that a process's clock may be from the true time."""


class Host:
    """The host. `instances` are the processes that run now."""

    def __init__(self, world: World, boot: Callable[[Instance], None]) -> None:
        self._world, self._boot = world, boot
        self.instances: list[Instance] = []
        self._started = 0
        self.poison = Messages(world)
        self.queue = Messages(world, self._wake)

    def start(self) -> Instance:
        """Start a process, with a clock of its own."""
        self._started += 1
        chance = self._world.faults.random
        instance = Instance(self._world, f"process {self._started}")
        if not (self._world.faults.are_over or self._world.faults.is_faultless):
            instance.skew = timedelta(seconds=chance.uniform(-MAX_SKEW, MAX_SKEW))
        self._boot(instance)
        self.instances.append(instance)
        self._world.spawn(self._watched(instance))
        return instance

    async def _watched(self, instance: Instance) -> None:
        """Start another process when this one has ended."""
        await instance.died
        self.instances.remove(instance)
        await asyncio.sleep(self._world.faults.random.uniform(1, 60))
        self.start()

    def any_instance(self) -> Instance | None:
        """A running process, drawn by chance; None while there is none."""
        if self._world.faults.is_out("hosts stopped") or not self.instances:
            return None
        return self._world.faults.random.choice(self.instances)

    async def run(
        self, instance: Instance, name: str, work: Callable[[], Awaitable[Any]], released: bool = False
    ) -> Any:
        """Run a function in the process, and return or raise what it does. Never returns if the process ends meanwhile."""
        task = self._begin(instance, name, work, released)
        await asyncio.wait({task, instance.died}, return_when=asyncio.FIRST_COMPLETED)
        while not instance.alive:
            await self._world.wait_forever()
        return task.result()

    def _begin(
        self, instance: Instance, name: str, work: Callable[[], Awaitable[Any]], released: bool = False
    ) -> asyncio.Task[Any]:
        """Start a function in the process; a function that takes too long ends the process."""
        execution = Execution(name, released)
        instance.executions.add(execution)

        async def inside() -> Any:
            INSTANCE.set(instance)
            EXECUTION.set(execution)
            try:
                await instance.wait_until_running()
                return await work()
            finally:
                execution.done = True
                instance.executions.discard(execution)

        task = self._world.spawn(inside(), may_fail=True)
        limit = self._world.loop.call_later(FUNCTION_TIMEOUT, instance.kill)
        task.add_done_callback(lambda _: limit.cancel())
        return task

    async def http(self, function: Any, request: func.HttpRequest) -> func.HttpResponse | None:
        """Answer a request; None if no process runs, or the one that worked on it has ended."""
        instance = self.any_instance()
        if instance is None:
            return None
        running = self._begin(instance, "a request", lambda: function(request))
        await asyncio.wait({running, instance.died}, return_when=asyncio.FIRST_COMPLETED)
        if not (running.done() and instance.alive):
            return None
        if (error := running.exception()) and not isinstance(error, Ended):
            self._world.report_error(error)
        answer: func.HttpResponse = running.result()
        return answer

    def _wake(self, at: float) -> None:
        """Look for messages soon after the time at which one is visible: the host polls twice a second."""
        soon = self._world.faults.random.uniform(0.01, 0.5)
        self._world.loop.call_at(max(at, self._world.loop.time()) + soon, self._take)

    def _take(self) -> None:
        if self._world.is_over:
            return
        for message in self.queue.visible():
            free = [each for each in self.instances if len(each.executions) < ROOM]
            if not free or self._world.faults.is_out("hosts stopped"):
                self._wake(self._world.loop.time() + 1)
                return
            instance = self._world.faults.random.choice(free)
            receipt = self.queue.take(message, TAKEN_FOR)
            self._world.spawn(self._handle(instance, message, receipt))

    async def _handle(self, instance: Instance, message: Message, receipt: int) -> None:
        faults = self._world.faults
        if faults.happens("message doubled"):
            self.queue.put(message.text, faults.random.uniform(0, 120))
        self._world.trace(f"{instance.name} works on {message.text.partition(' ')[0][-60:]}")
        content = func.QueueMessage(body=message.text)
        try:
            released = read_message(message.text).released
            await self.run(instance, "deliver_registration", lambda: delivery.deliver_registration(content), released)
        except Exception as error:
            self._world.trace(f"{instance.name}: a message failed: {error!r}")
            if message.tries < MAX_TRIES:
                if message.receipt == receipt:
                    self.queue.hide(message, RETRIED_AFTER)
                return
            self.poison.put(message.text)
        if not faults.happens("message not deleted"):
            self.queue.delete(message, receipt)

    async def timers(self) -> None:
        """Trigger the sweeper each minute, at second 30."""
        world = self._world
        while True:
            await world.loop.nap(60 - (world.loop.time() - 30) % 60)
            if world.faults.is_out("timers out") or world.faults.happens("timer missed"):
                continue
            if world.is_quiet() or (world.is_settled() and world.faults.random.random() >= SETTLED_SHARE):
                continue
            for _ in range(1 + world.faults.happens("timer doubled")):
                if instance := self.any_instance():
                    world.spawn(self._sweep(instance))

    async def _sweep(self, instance: Instance) -> None:
        try:
            await self.run(instance, "sweep_registrations", lambda: by_the_clock("sweep_registrations"))
        except Exception as error:
            self._world.trace(f"{instance.name}: the sweeper failed: {error!r}")


def spawned(world: World, work: Coroutine[Any, Any, Any], may_fail: bool) -> asyncio.Task[Any]:
    """Start a task outside of every process. Its failure is a fault of the run, unless it `may_fail`."""
    task = world.loop.create_task(work)

    def ended(task: asyncio.Task[Any]) -> None:
        # Not a coroutine around the work: each of its steps would go through it.
        error = None if task.cancelled() else task.exception()
        if error and not (may_fail or world.is_over or isinstance(error, Ended)):
            world.report_error(error)

    task.add_done_callback(ended)
    return task
