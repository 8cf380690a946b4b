"""Nothing goes out to a target that is held, and what waited goes out when it is let go."""

from __future__ import annotations

import pytest

from shared.domain.delivery_status import Status
from shared.domain.ports import Hold
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts

FASIT = "fasit-documents"


@pytest.fixture
async def held(context: MemoryParts) -> MemoryParts:
    await context.holds.hold(Hold(FASIT, context.clock(), "Dorte Holm", "Fasit flytter"))
    return context


async def delivered_by_a_message(key: RegistrationKey, dependencies: Dependencies, context: MemoryParts) -> None:
    context.delivery_queue.sent.clear()
    await deliver(key, dependencies)


async def test_nothing_goes_out_and_nothing_is_written(held: MemoryParts) -> None:
    key = await held.waiting()
    before = held.row(key)
    assert await deliver(key, held.dependencies) is None
    assert (held.row(key), held.target.documents, held.target.uploads) == (before, [], 0)


async def test_no_message_is_sent_for_nothing_meanwhile(held: MemoryParts) -> None:
    key = await held.waiting()
    await delivered_by_a_message(key, held.dependencies, held)
    held.clock.pass_(hours=3)
    assert await sweep(held.dependencies) == 0
    assert held.delivery_queue.sent == []


async def test_what_waited_goes_out_when_it_is_let_go(held: MemoryParts) -> None:
    key = await held.waiting()
    await delivered_by_a_message(key, held.dependencies, held)
    held.clock.pass_(hours=3)
    await held.holds.release(FASIT)
    assert await sweep(held.dependencies) == 1
    assert await deliver(key, held.dependencies) is Status.DELIVERED


async def test_another_target_is_not_held(context: MemoryParts) -> None:
    await context.holds.hold(Hold("log", context.clock(), "Dorte Holm", "Prøve"))
    assert await deliver(await context.waiting(), context.dependencies) is Status.DELIVERED


async def test_the_storage_is_not_asked_for_each_delivery(context: MemoryParts) -> None:
    dependencies = context.dependencies
    for _ in range(20):
        await deliver(await context.waiting(), dependencies)
    assert context.holds.calls == 1
