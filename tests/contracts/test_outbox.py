"""What every outbox does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from shared.adapters.queue import NAME, StorageQueue
from shared.domain.ports import Outbox
from shared.domain.registration import Pointer
from tests.examples import registration
from tests.fakes.registrations import MemoryOutbox
from tests.faulty_storage.faults import NOTHING_DONE
from tests.servers import Servers

Seen = Callable[[], Awaitable[list[str]]]


@pytest.fixture(params=["fake", "queue", "queue of a storage that fails"])
async def outbox(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[tuple[Outbox, Seen]]:
    """An outbox, and the texts of the messages that can be seen in it now."""
    if request.param == "fake":
        memory = MemoryOutbox()

        async def told() -> list[str]:
            return [str(pointer) for pointer, delay in memory.sent if not delay]

        yield memory, told
        return
    # A message whose answer is lost may be put twice: whoever delivers copes with that, and no queue can.
    account = servers.account_of(request.param, NOTHING_DONE)
    queue = StorageQueue(account)
    async with account.queue(NAME) as client:

        async def peeked() -> list[str]:
            return [message.content for message in await client.peek_messages(max_messages=32)]

        yield queue, peeked
    await queue.close()


async def test_a_message_is_the_pointer_in_plain_text(outbox: tuple[Outbox, Seen]) -> None:
    box, seen = outbox
    pointer = registration().pointer
    await box.send(pointer)
    [text] = await seen()
    assert text == f"{pointer.person_key}/{pointer.id}"
    assert Pointer.parse(text) == pointer


async def test_a_message_with_a_delay_is_not_seen_yet(outbox: tuple[Outbox, Seen]) -> None:
    box, seen = outbox
    await box.send(registration().pointer, timedelta(minutes=15))
    assert await seen() == []


async def test_each_message_is_one(outbox: tuple[Outbox, Seen]) -> None:
    box, seen = outbox
    pointer = registration().pointer
    await box.send(pointer)
    await box.send(pointer)
    assert await seen() == [str(pointer)] * 2
