"""Sends messages to the delivery queue, and reads its length."""

from __future__ import annotations

from collections.abc import Sequence
import contextlib
from datetime import datetime, timedelta

from azure.core.exceptions import ResourceNotFoundError

from shared.adapters.message_sender import MessageSender
from shared.adapters.storage import Account, Queue, out_of_reach, pages
from shared.adapters.storage_writes import tried
from shared.domain.delivery_message import message_text
from shared.domain.ports import PoisonMessage, QueueState
from shared.domain.registration import DeliveryKey

NAME = "registrations"
POISON = f"{NAME}-poison"
"""The host creates this queue with its first message."""


class StorageQueue:
    """Implements `DeliveryQueue`. A message is plain text (`shared/domain/delivery_message.py`; `messageEncoding: none` in
    host.json): the host would take a JSON object's members for properties of the message. It is sent by a request of our own, not
    an output binding, so that it can follow the phone's answer (`shared/services/after_answer.py`)."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._queue = Queue(account, NAME)
        self._sender: MessageSender | None = None

    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0), released: bool = False) -> None:
        text = message_text(delivery_key, released)
        async with out_of_reach():
            client = await self._queue.client()
            if self._sender is None:
                self._sender = self._account.sender(client.url)
            sender = self._sender
            await tried(lambda: sender.send(text, int(delay.total_seconds())))

    async def front(self) -> datetime | None:
        async with out_of_reach():
            client = await self._queue.client()
            messages = await client.peek_messages()
        return messages[0].inserted_on if messages else None

    async def close(self) -> None:
        await self._queue.close()
        if self._sender is not None:
            await self._sender.close()
            self._sender = None


TAKEN_FOR = 120
"""Seconds for which a message of the poison queue is hidden while it is processed."""


class StoragePoison:
    """Implements `PoisonQueue`."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def take(self, limit: int) -> Sequence[PoisonMessage]:
        async with out_of_reach(), self._account.queue(POISON) as client:
            try:
                facts = await client.get_queue_properties()
            except ResourceNotFoundError:
                return []
            if not facts.approximate_message_count:
                return []
            turning = client.receive_messages(
                messages_per_page=limit, max_messages=limit, visibility_timeout=TAKEN_FOR
            ).by_page()
            received = [message async for messages in pages(turning) for message in messages]
        return [PoisonMessage(message.content, message.id, message.pop_receipt) for message in received]

    async def remove(self, message: PoisonMessage) -> None:
        async with out_of_reach(), self._account.queue(POISON) as client:
            with contextlib.suppress(ResourceNotFoundError):
                await client.delete_message(message.id, message.receipt)


class QueueDepths:
    """Implements `Queues`."""

    def __init__(self, account: Account) -> None:
        self._account = account

    async def queue_states(self) -> Sequence[QueueState]:
        # One after the other: if parallel calls went on after one failed, they would reopen the closed client, and nobody would
        # close it again.
        return [await self._state(NAME), await self._state(POISON)]

    async def probe(self) -> None:
        """Return when the queue service answers. Raises `DependencyUnavailable`."""
        await self._state(NAME)

    async def _state(self, name: str) -> QueueState:
        async with out_of_reach(), self._account.queue(name) as client:
            try:
                facts, front = await client.get_queue_properties(), await client.peek_messages()
            except ResourceNotFoundError:
                return QueueState(name, 0, None)
            return QueueState(name, facts.approximate_message_count or 0, front[0].inserted_on if front else None)
