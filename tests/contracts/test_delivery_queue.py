"""What every outbox does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from shared.adapters.memory.registrations import MemoryDeliveryQueue
from shared.adapters.queue import NAME, StorageQueue
from shared.domain.ports import DeliveryQueue
from shared.domain.registration import DeliveryKey
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
            return [str(delivery_key) for delivery_key, delay in memory.sent if not delay]

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
    delivery_key = registration().key.to("momentum")
    await box.send(delivery_key)
    [text] = await seen()
    assert text == f"{delivery_key.registration.person_key}/{delivery_key.registration.id}/momentum"
    assert DeliveryKey.parse(text) == delivery_key


def test_a_message_without_a_target_points_to_all_of_a_registration() -> None:
    key = registration().key
    assert DeliveryKey.parse(f"{key.person_key}/{key.id}") == key.to("")
    for stranger in ("", "a/b", f"{key.person_key}", f"{key.person_key}/x/momentum"):
        with pytest.raises(ValueError, match=r"registration|UUID"):
            DeliveryKey.parse(stranger)


async def test_a_message_with_a_delay_is_not_seen_yet(delivery_queue: tuple[DeliveryQueue, Seen]) -> None:
    box, seen = delivery_queue
    await box.send(registration().key.to("log"), timedelta(minutes=15))
    assert await seen() == []


async def test_two_messages_of_one_delivery_stay_two(delivery_queue: tuple[DeliveryQueue, Seen]) -> None:
    box, seen = delivery_queue
    delivery_key = registration().key.to("log")
    await box.send(delivery_key)
    await box.send(delivery_key)
    assert await seen() == [str(delivery_key)] * 2
