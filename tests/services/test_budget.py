"""A delivery ends before the host ends the worker, and goes on from where it stopped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.memory.target import MemoryTarget
from shared.domain.delivery import Receipt
from shared.domain.delivery_status import Status
from shared.domain.ports import Consignment, Journal
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import NOW

CONCURRENCY = timedelta(seconds=0.05)


class Slow(MemoryTarget):
    """Uploads one part a try, then hangs; three parts are a document."""

    async def deliver(self, delivery: Consignment, journal: Journal) -> Receipt:
        part = len(journal.steps)
        if part == 3:
            return Receipt(id="document", at=NOW)
        self.uploads += 1
        await journal.learned(f"part-{part}", "uploaded")
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")


async def test_a_delivery_that_takes_too_long_waits_and_goes_on_where_it_stopped(context: MemoryParts) -> None:
    context.target = Slow()
    dependencies = replace(context.dependencies, budget=CONCURRENCY)
    registration_key = await context.waiting()
    context.delivery_queue.sent.clear()
    for _ in range(3):
        assert await deliver(registration_key, dependencies) is Status.WAITING
        reason = context.row(registration_key).reason
        assert reason is not None
        assert reason.code == "took-too-long"
        context.clock.pass_(minutes=1)
    assert context.delivery_queue.keys == [registration_key] * 3
    assert await deliver(registration_key, dependencies) is Status.DELIVERED
    assert context.target.uploads == 3


async def test_a_time_limit_of_the_target_itself_is_no_budget(context: MemoryParts) -> None:
    registration_key = await context.waiting()

    def late(step: str) -> None:
        if step == "upload":
            raise TimeoutError

    context.target.trouble = late
    with pytest.raises(TimeoutError):
        await deliver(registration_key, context.dependencies)
    reason = context.row(registration_key).reason
    assert reason is not None
    assert reason.code == "internal"


async def test_the_target_knows_how_much_is_left(context: MemoryParts) -> None:
    left: list[float] = []

    class Asking(MemoryTarget):
        async def deliver(self, delivery: Consignment, journal: Journal) -> Receipt:
            left.append(delivery.seconds_left())
            return await super().deliver(delivery, journal)

    context.target = Asking()
    await deliver(await context.waiting(), replace(context.dependencies, budget=timedelta(seconds=100)))
    assert 0 < left[0] <= 100


async def test_a_sweep_that_takes_too_long_ends_too(context: MemoryParts) -> None:
    context.delivery_queue.down = True
    await context.waiting()
    context.delivery_queue.down = False
    context.clock.pass_(minutes=2)

    class Hanging:
        async def send(self, delivery_key: object, delay: timedelta = CONCURRENCY, released: bool = False) -> None:
            await asyncio.Event().wait()

        async def front(self) -> None:
            return None

    assert await sweep(replace(context.dependencies, budget=CONCURRENCY, delivery_queue=Hanging())) == 0
