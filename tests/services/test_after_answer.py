"""What is left for after an answer keeps no answer waiting, and is done all the same."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
import inspect

import pytest

from functions.commands import submission
from shared.adapters.memory.registrations import MemoryDeliveryQueue
from shared.domain.delivery_status import Status
from shared.domain.registration import DeliveryKey
from shared.services.after_answer import after_answer
from shared.services.submit import submit
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, VISIT, uuid7
from tests.waiting import PATIENCE, let_others_go_on_until


class HangingQueue(MemoryDeliveryQueue):
    """Takes a message only when it is `free`."""

    def __init__(self) -> None:
        super().__init__()
        self.free, self.took = asyncio.Event(), asyncio.Event()

    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0), released: bool = False) -> None:
        await self.free.wait()
        await super().send(delivery_key, delay, released)
        self.took.set()


async def test_a_queue_that_hangs_keeps_no_consultant_waiting() -> None:
    queue = HangingQueue()
    context = MemoryParts(delivery_queue=queue)
    dependencies = replace(context.dependencies, afterwards=after_answer)
    command = submission(APP, str(uuid7(context.clock())), {"version": 1, "answers": VISIT})
    async with asyncio.timeout(PATIENCE):
        received = await submit(command, KAREN, dependencies)
    assert (received.status, len(context.registrations.rows), len(context.registrations.entries)) == (
        Status.RECEIVED,
        1,
        1,
    )
    assert queue.sent == []
    queue.free.set()
    async with asyncio.timeout(PATIENCE):
        await queue.took.wait()
    assert [key.id for key in queue.keys] == [received.id]


async def test_a_process_that_ends_before_the_message_is_made_good_by_the_sweeper() -> None:
    queue = HangingQueue()
    context = MemoryParts(delivery_queue=queue)
    dependencies = replace(context.dependencies, afterwards=after_answer)
    command = submission(APP, str(uuid7(context.clock())), {"version": 1, "answers": VISIT})
    await submit(command, KAREN, dependencies)
    context.delivery_queue = MemoryDeliveryQueue()  # What the process left undone is never done.
    context.clock.pass_(minutes=2)
    assert await sweep(context.dependencies) == 1
    assert len(context.delivery_queue.sent) == 1


async def test_what_fails_is_logged_by_its_type_alone(caplog: pytest.LogCaptureFixture) -> None:
    async def fails() -> None:
        raise ValueError("010190-1234")

    await after_answer(fails())
    await let_others_go_on_until(lambda: "ValueError" in caplog.text)
    assert "010190-1234" not in caplog.text


def test_work_of_a_process_that_ends_before_it_begins_is_closed() -> None:
    async def never_begins() -> None:
        raise AssertionError

    work = never_begins()
    asyncio.run(after_answer(work))
    assert inspect.getcoroutinestate(work) == inspect.CORO_CLOSED
