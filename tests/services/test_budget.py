"""A delivery ends before the host ends the worker, and goes on from where it stopped."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.ports import Delivery, Journal
from shared.domain.registration import Receipt, Status
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.examples import NOW
from tests.fakes.target import MemoryTarget
from tests.working import Surroundings

AT_ONCE = timedelta(seconds=0.05)


class Slow(MemoryTarget):
    """Uploads one part a try, then hangs; three parts are a document."""

    async def deliver(self, delivery: Delivery, journal: Journal) -> Receipt:
        part = len(journal.steps)
        if part == 3:
            return Receipt(id="document", at=NOW)
        self.uploads += 1
        await journal.learned(f"part-{part}", "uploaded")
        await asyncio.Event().wait()
        raise AssertionError("nobody sets it")


async def test_a_delivery_that_takes_too_long_waits_and_goes_on_where_it_stopped(around: Surroundings) -> None:
    around.target = Slow()
    work = replace(around.work, budget=AT_ONCE)
    pointer = await around.waiting()
    around.outbox.sent.clear()
    for _ in range(3):
        assert await deliver(pointer, work) is Status.WAITING
        reason = around.row(pointer).reason
        assert reason is not None
        assert reason.code == "took-too-long"
        around.clock.pass_(minutes=1)
    assert around.outbox.pointers == [pointer] * 3
    assert await deliver(pointer, work) is Status.DELIVERED
    assert around.target.uploads == 3


async def test_a_time_limit_of_the_target_itself_is_no_budget(around: Surroundings) -> None:
    pointer = await around.waiting()

    def late(step: str) -> None:
        if step == "upload":
            raise TimeoutError

    around.target.trouble = late
    with pytest.raises(TimeoutError):
        await deliver(pointer, around.work)
    reason = around.row(pointer).reason
    assert reason is not None
    assert reason.code == "internal"


async def test_the_target_knows_how_much_is_left(around: Surroundings) -> None:
    left: list[float] = []

    class Asking(MemoryTarget):
        async def deliver(self, delivery: Delivery, journal: Journal) -> Receipt:
            left.append(delivery.seconds_left())
            return await super().deliver(delivery, journal)

    around.target = Asking()
    await deliver(await around.waiting(), replace(around.work, budget=timedelta(seconds=100)))
    assert 0 < left[0] <= 100


async def test_a_sweep_that_takes_too_long_ends_too(around: Surroundings) -> None:
    around.outbox.down = True
    await around.waiting()
    around.outbox.down = False
    around.clock.pass_(minutes=2)

    class Hanging:
        async def send(self, pointer: object, delay: timedelta = AT_ONCE) -> None:
            await asyncio.Event().wait()

    assert await sweep(replace(around.work, budget=AT_ONCE, outbox=Hanging())) == 0
