"""What every outbox does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from shared.adapters.memory.registrations import MemoryDeliveryQueue
from shared.adapters.queue import NAME, StorageQueue
from shared.domain.ports import DeliveryQueue
from shared.domain.registration import RegistrationKey
from tests.examples import registration
from tests.faulty_storage.faults import NOTHING_DONE
from tests.servers import Servers

Seen = Callable[[], Awaitable[list[str]]]


@pytest.fixture(params=["memory", "queue", "queue of a storage that fails"])
async def delivery_queue(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[tuple[DeliveryQueue, Seen]]:
    """An outbox, and the texts of the messages that can be seen in it now."""
    if request.param == "memory":
        memory = MemoryDeliveryQueue()

        async def reported() -> list[str]:
            return [str(registration_key) for registration_key, delay in memory.sent if not delay]

        yield memory, reported
        return
    # A message whose answer is lost may be put twice: whoever delivers copes with that, and no queue can.
    account = servers.account_of(request.param, NOTHING_DONE)
    queue = StorageQueue(account)
    async with account.queue(NAME) as client:

        async def peeked() -> list[str]:
            return [message.content for message in await client.peek_messages(max_messages=32)]

        yield queue, peeked
    await queue.close()


async def test_a_message_is_the_pointer_in_plain_text(delivery_queue: tuple[DeliveryQueue, Seen]) -> None:
    box, seen = delivery_queue
    registration_key = registration().key
    await box.send(registration_key)
    [text] = await seen()
    assert text == f"{registration_key.person_key}/{registration_key.id}"
    assert RegistrationKey.parse(text) == registration_key


async def test_a_message_with_a_delay_is_not_seen_yet(delivery_queue: tuple[DeliveryQueue, Seen]) -> None:
    box, seen = delivery_queue
    await box.send(registration().key, timedelta(minutes=15))
    assert await seen() == []


async def test_each_message_is_one(delivery_queue: tuple[DeliveryQueue, Seen]) -> None:
    box, seen = delivery_queue
    registration_key = registration().key
    await box.send(registration_key)
    await box.send(registration_key)
    assert await seen() == [str(registration_key)] * 2
