"""The Functions host: it starts processes and ends them, hands requests and messages to the product's own functions, and rings
its timers."""

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
"""`functionTimeout` of host.json, seconds: the host ends the process that runs into it."""
ROOM = 12
"""Messages that a process works on at once: `batchSize` and `newBatchThreshold` of host.json."""
SETTLED_SHARE = 0.2
"""The share of the sweeper's timers that ring while all waits for people: most would, and there is little for them to do."""
MAX_SKEW = 20.0
"""Seconds that a process's clock may be from the true time."""


class Host:
    """`instances` are the processes that run now."""

    def __init__(self, world: World, boot: Callable[[Instance], None]) -> None:
        self._world, self._boot = world, boot
        self.instances: list[Instance] = []
        self._started = 0
        self.poison = Messages(world)
        self.queue = Messages(world, self._wake)

    def start(self) -> Instance:
        """Start a process, with a clock of its own."""
        self._started += 1
        chance = self._world.weather.random
        instance = Instance(self._world, f"process {self._started}")
        if not (self._world.weather.calm or self._world.weather.is_fair):
            instance.skew = timedelta(seconds=chance.uniform(-MAX_SKEW, MAX_SKEW))
        self._boot(instance)
        self.instances.append(instance)
        self._world.spawn(self._watched(instance))
        return instance

    async def _watched(self, instance: Instance) -> None:
        """Another takes the place of one that has ended."""
        await instance.died
        self.instances.remove(instance)
        await asyncio.sleep(self._world.weather.random.uniform(1, 60))
        self.start()

    def chosen(self) -> Instance | None:
        """One of those that run."""
        if self._world.weather.is_out("hosts stopped") or not self.instances:
            return None
        return self._world.weather.random.choice(self.instances)

    async def run(
        self, instance: Instance, name: str, work: Callable[[], Awaitable[Any]], released: bool = False
    ) -> Any:
        """Run a function in the process; what it returns or raises. Never returns where the process ends meanwhile."""
        task = self._begun(instance, name, work, released)
        await asyncio.wait({task, instance.died}, return_when=asyncio.FIRST_COMPLETED)
        while not instance.alive:
            await self._world.never()
        return task.result()

    def _begun(
        self, instance: Instance, name: str, work: Callable[[], Awaitable[Any]], released: bool = False
    ) -> asyncio.Task[Any]:
        """A function that runs in the process, which ends with it where it takes too long."""
        execution = Execution(name, released)
        instance.executions.add(execution)

        async def inside() -> Any:
            INSTANCE.set(instance)
            EXECUTION.set(execution)
            try:
                await instance.passes()
                return await work()
            finally:
                execution.done = True
                instance.executions.discard(execution)

        task = self._world.spawn(inside(), may_fail=True)
        limit = self._world.loop.call_later(FUNCTION_TIMEOUT, instance.kill)
        task.add_done_callback(lambda _: limit.cancel())
        return task

    async def http(self, function: Any, request: func.HttpRequest) -> func.HttpResponse | None:
        """Answer a request; None where nobody answers, or the process that did has ended."""
        instance = self.chosen()
        if instance is None:
            return None
        running = self._begun(instance, "a request", lambda: function(request))
        await asyncio.wait({running, instance.died}, return_when=asyncio.FIRST_COMPLETED)
        if not (running.done() and instance.alive):
            return None
        if (error := running.exception()) and not isinstance(error, Ended):
            self._world.broke(error)
        answer: func.HttpResponse = running.result()
        return answer

    def _wake(self, at: float) -> None:
        """A message can be seen from this moment on: the host asks for messages twice a second."""
        soon = self._world.weather.random.uniform(0.01, 0.5)
        self._world.loop.call_at(max(at, self._world.loop.time()) + soon, self._take)

    def _take(self) -> None:
        if self._world.is_over:
            return
        for message in self.queue.seen():
            free = [each for each in self.instances if len(each.executions) < ROOM]
            if not free or self._world.weather.is_out("hosts stopped"):
                self._wake(self._world.loop.time() + 1)
                return
            instance = self._world.weather.random.choice(free)
            receipt = self.queue.take(message, TAKEN_FOR)
            self._world.spawn(self._worked_on(instance, message, receipt))

    async def _worked_on(self, instance: Instance, message: Message, receipt: int) -> None:
        weather = self._world.weather
        if weather.happens("message doubled"):
            self.queue.put(message.text, weather.random.uniform(0, 120))
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
        if not weather.happens("message not deleted"):
            self.queue.delete(message, receipt)

    async def timers(self) -> None:
        """Rings the sweeper's timer at each half minute."""
        world = self._world
        while True:
            await world.loop.nap(60 - (world.loop.time() - 30) % 60)
            if world.weather.is_out("timers out") or world.weather.happens("timer missed"):
                continue
            if world.is_quiet() or (world.is_settled() and world.weather.random.random() >= SETTLED_SHARE):
                continue
            for _ in range(1 + world.weather.happens("timer doubled")):
                if instance := self.chosen():
                    world.spawn(self._rung(instance))

    async def _rung(self, instance: Instance) -> None:
        try:
            await self.run(instance, "sweep_registrations", lambda: by_the_clock("sweep_registrations"))
        except Exception as error:
            self._world.trace(f"{instance.name}: the sweeper failed: {error!r}")


def spawned(world: World, work: Coroutine[Any, Any, Any], may_fail: bool) -> asyncio.Task[Any]:
    """A task outside of every process. One that must not fail ends the run when it does."""
    task = world.loop.create_task(work)

    def ended(task: asyncio.Task[Any]) -> None:
        # Not a coroutine around the work: each of its steps would go through it.
        error = None if task.cancelled() else task.exception()
        if error and not (may_fail or world.is_over or isinstance(error, Ended)):
            world.broke(error)

    task.add_done_callback(ended)
    return task
