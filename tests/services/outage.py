"""A product of several instances on one virtual clock: registrations, a queue with workers, the timers, and a target that can be
down. The services are the product's own; storage, queue and target are in memory."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
import contextlib
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
import heapq
import itertools
from random import Random

from functions.commands import submission
from shared.adapters.memory.registrations import MemoryDeliveryQueue
from shared.adapters.memory.target import MemoryTarget
from shared.adapters.memory.target_states import MemoryTargetStates
from shared.domain.delivery import Receipt
from shared.domain.delivery_message import message_text, read_message
from shared.domain.failures import Unavailable
from shared.domain.fields.cvr import is_cvr
from shared.domain.ports import Consignment, Journal
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import DeliveryKey
from shared.domain.target_state import Limit
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.submit import submit
from shared.services.sweep import sweep
from shared.services.target_traffic import TargetTraffic
from shared.services.waiting_room import TENDED_FOR, tend_waiting_rooms
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, NOW, VISIT, uuid7

FASIT = "fasit-documents"
WORKERS = 12
"""Messages that the host gives an instance side by side (`host.json`: `batchSize` and `newBatchThreshold`)."""


def companies(count: int) -> list[str]:
    """The first `count` valid company numbers."""
    numbers = (str(number) for number in itertools.count(10000000))
    valid = (number for number in numbers if is_cvr(number))
    return [next(valid) for _ in range(count)]


class VirtualClock:
    """The running loop's time."""

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=asyncio.get_running_loop().time())


class Visible(MemoryDeliveryQueue):
    """A queue whose messages are seen after their delay."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[float, int, str]] = []
        self._numbers = itertools.count()
        self._came = asyncio.Event()

    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0), released: bool = False) -> None:
        seen_at = asyncio.get_running_loop().time() + delay.total_seconds()
        heapq.heappush(self._waiting, (seen_at, next(self._numbers), message_text(delivery_key, released)))
        self._came.set()

    async def receive(self) -> str:
        while True:
            left = self._waiting[0][0] - asyncio.get_running_loop().time() if self._waiting else 86400.0
            if left <= 0:
                return heapq.heappop(self._waiting)[2]
            self._came.clear()
            try:
                async with asyncio.timeout(left):
                    await self._came.wait()
            except TimeoutError:
                continue


class SlowTarget(MemoryTarget):
    """Takes `seconds` for each; keeps when each call began, how many went on at once at most, and what it took when."""

    def __init__(self, seconds: float = 0.3) -> None:
        super().__init__()
        self.seconds = seconds
        self.began: list[float] = []
        self.most = 0
        self.taken: list[tuple[str, datetime, float]] = []
        self._under_way = 0
        self._taking = asyncio.Event()

    async def next_one(self) -> None:
        """Return when it has taken one more."""
        self._taking.clear()
        await self._taking.wait()

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        self.began.append(asyncio.get_running_loop().time())
        self._under_way += 1
        self.most = max(self.most, self._under_way)
        try:
            await asyncio.sleep(self.seconds)
            receipt = await super().deliver(consignment, journal)
        finally:
            self._under_way -= 1
        registration = consignment.registration
        self.taken.append((registration.case, registration.received_at, asyncio.get_running_loop().time()))
        self._taking.set()
        return receipt


class Product:
    """Started by `running`; `limit` is the target's."""

    def __init__(self, limit: Limit, instances: int = 3, probed: bool = True) -> None:
        self.probed = probed
        self.given_again = 0
        self.chance = Random(7)
        self.clock = VirtualClock()
        self.queue = Visible()
        self.target = SlowTarget()
        self.states = MemoryTargetStates()
        self.parts = MemoryParts(delivery_queue=self.queue, target=self.target)
        self.instances = [self._instance(limit) for _ in range(instances)]

    def _instance(self, limit: Limit) -> Dependencies:
        traffic = TargetTraffic(self.states, lambda target: limit, self.clock, self.chance.random)
        return replace(
            self.parts.dependencies, traffic=traffic, clock=self.clock, pause=asyncio.sleep, chance=self.chance.random
        )

    async def register(self, company: str) -> None:
        command = submission(APP, str(uuid7(self.clock())), {"version": 1, "answers": {**VISIT, "cvr": company}})
        await submit(command, KAREN, self.instances[0])

    async def _work(self, dependencies: Dependencies) -> None:
        while True:
            message = read_message(await self.queue.receive())
            try:
                await deliver(message.key, dependencies, message.released)
            except DependencyUnavailable:  # The host gives the message again after `visibilityTimeout`.
                self.given_again += 1
                await self.queue.send(message.key, timedelta(seconds=10), message.released)

    async def _sweep(self) -> None:
        """The sweeper's timer, at half past each minute; it looks for lost messages in one of ten."""
        await asyncio.sleep(30)
        for minute in itertools.count():
            began, next_run = self.clock(), asyncio.get_running_loop().time() + 60
            if minute % 10 == 0:
                await sweep(self.instances[0])
            await tend_waiting_rooms(self.instances[0], began + TENDED_FOR)
            await asyncio.sleep(next_run - asyncio.get_running_loop().time())

    async def _probe(self) -> None:
        """The probe's timer, each minute."""
        while True:
            await asyncio.sleep(60)
            with contextlib.suppress(Unavailable):
                await self.target.probe()
                await self.instances[-1].traffic.answered_probe(FASIT)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        works = [self._work(instance) for instance in self.instances for _ in range(WORKERS)]
        tasks = [
            asyncio.create_task(work) for work in (*works, self._sweep(), *([self._probe()] if self.probed else []))
        ]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            for outcome in await asyncio.gather(*tasks, return_exceptions=True):
                if isinstance(outcome, Exception):
                    raise outcome

    def in_order(self) -> bool:
        """Whether each case's registrations came to the target in the order that they were received in."""
        cases = defaultdict[str, list[datetime]](list)
        for case, received_at, _ in self.target.taken:
            cases[case].append(received_at)
        return all(times == sorted(times) for times in cases.values())

    def busiest_minute(self) -> int:
        """Most calls that began within a minute."""
        began, first, most = sorted(self.target.began), 0, 0
        for last, at in enumerate(began):
            while at - began[first] >= 60:
                first += 1
            most = max(most, last - first + 1)
        return most
