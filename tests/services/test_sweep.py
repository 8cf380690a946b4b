"""Finding what lost its message."""

from __future__ import annotations

import asyncio
from datetime import timedelta
import logging
from uuid import UUID

import pytest

from shared.adapters.memory.registrations import MemoryRegistrations
from shared.domain.delivery_status import Status
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import Registration, RegistrationKey
from shared.domain.waiting import OutboxEntry, entry_of
from shared.services.deliver import deliver
from shared.services.sweep import MAX_ENTRIES, sweep
from tests.dependencies import MemoryParts
from tests.examples import KAREN, NOW, Clock, registration, uuid7


async def test_a_message_on_its_way_is_left_alone(context: MemoryParts) -> None:
    await context.waiting()
    context.delivery_queue.sent.clear()
    context.clock.pass_(seconds=59)
    assert await sweep(context.dependencies) == 0
    assert context.delivery_queue.sent == []


async def test_a_lost_message_is_sent_again(context: MemoryParts) -> None:
    context.delivery_queue.down = True
    registration_key = await context.waiting()
    context.delivery_queue.down = False
    context.clock.pass_(seconds=60)
    assert await sweep(context.dependencies) == 1
    assert context.delivery_queue.keys == [registration_key]


async def test_a_row_that_waits_for_its_time_is_left_alone(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    context.target.down = True
    for _ in range(8):
        await deliver(registration_key, context.dependencies)
        context.clock.now = context.row(registration_key).delivery.retry_at or context.clock.now
    await deliver(registration_key, context.dependencies)
    context.clock.pass_(minutes=14)
    context.delivery_queue.sent.clear()
    assert await sweep(context.dependencies) == 0
    context.clock.pass_(minutes=2)
    assert await sweep(context.dependencies) == 1


async def test_a_delivery_under_way_is_left_alone(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    row = context.row(registration_key)
    context.clock.pass_(minutes=2)
    context.registrations.rows[registration_key] = row.moved(
        Status.DELIVERING, context.clock(), claimed_until=context.clock() + context.dependencies.lease
    )
    assert await sweep(context.dependencies) == 0
    context.clock.pass_(seconds=60)
    assert await sweep(context.dependencies) == 1


async def test_a_pointer_that_outlived_its_row_goes(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    await deliver(registration_key, context.dependencies)
    row = context.row(registration_key)
    await context.registrations.put_in_outbox(entry_of(row, "fasit-documents", context.clock()))
    context.clock.pass_(minutes=1)
    assert await sweep(context.dependencies) == 0
    assert not context.registrations.entries


async def test_a_pointer_whose_row_was_never_stored_goes_after_a_quarter_of_an_hour(context: MemoryParts) -> None:
    registration_key = RegistrationKey(person_key=KAREN.key, id=uuid7())
    await context.registrations.put_in_outbox(OutboxEntry(registration_key, Status.RECEIVED, NOW, NOW))
    context.clock.pass_(minutes=14)
    await sweep(context.dependencies)
    assert [key.registration for key in context.registrations.entries] == [registration_key]
    context.clock.pass_(minutes=1)
    await sweep(context.dependencies)
    assert not context.registrations.entries


class SentAgain(MemoryRegistrations):
    """A store that a phone sends to anew when an entry is about to be deleted; the phone's row arrives last of all."""

    def __init__(self, sent: Registration) -> None:
        super().__init__()
        self._sent = sent
        self.accepted: asyncio.Task[Registration] | None = None
        self._put, self.row_may_arrive = asyncio.Event(), asyncio.Event()

    async def _before_call(self, name: str) -> None:
        if name == "insert":
            await self.row_may_arrive.wait()
        if name == "remove_from_outbox" and self.accepted is None:
            self._put.clear()
            self.accepted = asyncio.create_task(self.add(self._sent))
            await self._put.wait()
        await super()._before_call(name)

    async def put_in_outbox(self, entry: OutboxEntry) -> None:
        await super().put_in_outbox(entry)
        self._put.set()


async def test_one_that_is_sent_again_while_its_first_pointer_goes_is_looked_for(context: MemoryParts) -> None:
    sent = registration(at=NOW + timedelta(minutes=16))
    context.registrations = store = SentAgain(sent)
    # The first try left an entry without a row.
    await store.put_in_outbox(entry_of(sent, sent.target, NOW))
    context.clock.pass_(minutes=16)
    await sweep(context.dependencies)
    store.row_may_arrive.set()
    assert store.accepted is not None
    assert (await store.accepted).status is Status.RECEIVED
    context.clock.pass_(minutes=2)
    assert await sweep(context.dependencies) == 1
    assert context.delivery_queue.keys == [sent.key]


async def test_every_pointer_has_its_turn_however_many_wait(context: MemoryParts) -> None:
    context.delivery_queue.down = True
    for _ in range(450):
        await context.waiting()
    context.delivery_queue.down = False
    context.clock.pass_(minutes=2)
    assert await sweep(context.dependencies) == 450
    assert len(set(context.delivery_queue.keys)) == 450


@pytest.mark.parametrize(
    "failure", [DependencyUnavailable("storage-unavailable"), ValueError("'ukendt' is not a valid Status")]
)
async def test_one_that_fails_stops_none_of_the_others(
    context: MemoryParts, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    context.delivery_queue.down = True
    for _ in range(5):
        await context.waiting()
    context.delivery_queue.down = False
    context.clock.pass_(minutes=2)
    reads = [0]

    def trouble(call: str) -> None:
        reads[0] += call == "get"
        if call == "get" and reads[0] == 2:
            raise failure

    context.registrations.trouble = trouble
    assert await sweep(context.dependencies) == 4
    assert "could not be looked at" in caplog.text
    assert "ukendt" not in caplog.text


THOUSANDS = 50_000


class Crowd(MemoryRegistrations):
    """A day without Fasit: a pointer for each of very many, all of whose rows are the same in what a sweep looks at."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._row = registration(at=clock())
        for number in range(THOUSANDS):
            key = RegistrationKey(person_key=f"{number % 5000:032x}", id=UUID(int=number))
            written = clock() + timedelta(milliseconds=number)
            self.entries[key.to("")] = OutboxEntry(key, Status.RECEIVED, written, written)

    async def get(self, registration_key: RegistrationKey) -> Registration:
        return self._row


@pytest.mark.rare
async def test_nobody_starves_however_many_wait_and_the_oldest_is_known(
    context: MemoryParts, caplog: pytest.LogCaptureFixture
) -> None:
    context.registrations = Crowd(context.clock)
    dependencies, everybody = context.dependencies, {key.registration for key in context.registrations.entries}
    context.clock.pass_(hours=3)
    sweeps = 0
    with caplog.at_level(logging.INFO, "feltskema.sweep"):
        while len(context.delivery_queue.sent) < THOUSANDS:
            sent = len(context.delivery_queue.sent)
            await sweep(dependencies)
            assert sent < len(context.delivery_queue.sent) <= sent + 1.2 * MAX_ENTRIES, (
                "a share each time, and not all at once"
            )
            sweeps += 1
    assert sweeps <= 16, "minutes until everybody had a turn"
    assert set(context.delivery_queue.keys) == everybody, "nobody twice before all had been"
    assert {line for line in caplog.messages if '"event": "outbox"' in line} == {
        '{"event": "outbox", "waiting": 50000, "oldest_seconds": 10800}'
    }


async def test_a_sweep_takes_the_oldest_first(context: MemoryParts) -> None:
    context.delivery_queue.down = True
    registration_keys = []
    for _ in range(30):
        registration_keys.append(await context.waiting())
        context.clock.pass_(seconds=1)
    context.delivery_queue.down = False
    context.clock.pass_(minutes=2)
    await sweep(context.dependencies)
    assert context.delivery_queue.keys == registration_keys
