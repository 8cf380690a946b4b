"""A claim is renewed while its delivery works, however long that takes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from shared.adapters.memory.target import MemoryTarget
from shared.domain.delivery import Receipt
from shared.domain.delivery_status import Status
from shared.domain.ports import Consignment, Journal
from shared.domain.problems import DependencyUnavailable
from shared.services.deliver import deliver
from tests.dependencies import MemoryParts
from tests.waiting import let_others_go_on_until


class Large(MemoryTarget):
    """Makes a document that takes as long as the test says."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.made = asyncio.Event(), asyncio.Event()

    async def deliver(self, consignment: Consignment, journal: Journal) -> Receipt:
        self.begun.set()
        await self.made.wait()
        return await super().deliver(consignment, journal)


async def test_nobody_takes_over_while_a_large_document_is_made(context: MemoryParts) -> None:
    context.target = target = Large()
    dependencies = replace(context.dependencies, lease=timedelta(seconds=0.03))
    key = await context.waiting()
    delivery = asyncio.create_task(deliver(key, dependencies))
    await target.begun.wait()
    first = context.row(key).delivery.claimed_until
    assert first is not None
    context.clock.pass_(seconds=0.02)
    await let_others_go_on_until(lambda: context.row(key).delivery.claimed_until != first)
    context.clock.pass_(seconds=0.02)
    assert context.clock() > first, "the lease that it began with is over"
    assert await deliver(key, dependencies) is None
    target.made.set()
    assert await delivery is Status.DELIVERED
    assert len(target.documents) == 1


async def test_a_storage_that_fails_for_a_beat_ends_no_delivery(context: MemoryParts) -> None:
    context.target = target = Large()
    dependencies = replace(context.dependencies, lease=timedelta(seconds=0.03))
    key = await context.waiting()
    delivery = asyncio.create_task(deliver(key, dependencies))
    await target.begun.wait()
    beats = [0]

    def failing(call: str) -> None:
        if call == "change":
            beats[0] += 1
            if beats[0] == 1:
                raise DependencyUnavailable("storage-unavailable")

    context.registrations.trouble = failing
    await let_others_go_on_until(lambda: beats[0] >= 2)
    target.made.set()
    assert await delivery is Status.DELIVERED
