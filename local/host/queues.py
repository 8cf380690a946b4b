"""Runs queue triggers and sends queue outputs, over the real storage protocol."""

from __future__ import annotations

import asyncio
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
import contextlib
from datetime import datetime
import json
import logging
import random
from typing import Any

from azure.core.exceptions import AzureError, ResourceExistsError, ResourceNotFoundError
from azure.functions import QueueMessage as LibraryMessage
from azure.functions.queue import QueueMessage
from azure.storage.queue.aio import QueueClient

from local.host.configuration import Queues
from local.host.functions import Function
from local.host.killing import Abandoned
from local.host.worker import Worker

log = logging.getLogger("host")

LEASE = 600
"""Seconds that a message is hidden while its function runs, renewed at half time. If the host is killed, the message stays hidden
until they are over."""


class Listener:
    """Polls one queue and runs its function for every message. `count` is told of each operation, by its name in Azure Monitor,
    and how often; a message counts as put when it is first seen, since nobody here sees who puts it."""

    def __init__(self, function: Function, connection: str, name: str, rules: Queues, worker: Worker) -> None:
        self._function, self._rules, self._worker = function, rules, worker
        self.count: Callable[[str, int], None] = lambda operation, times: None
        # The SDK's first retry comes after 15 s, too late for a storage that starts a moment after the host.
        self._queue = QueueClient.from_connection_string(connection, name, retry_total=0)
        poison = None if name.endswith("-poison") else f"{name}-poison"
        self._poison = poison and QueueClient.from_connection_string(connection, poison)
        self._running: set[asyncio.Task[None]] = set()
        self._in_hand: dict[str, tuple[Any, Lease]] = {}
        self._given_back: list[Abandoned] = []

    async def listen(self) -> None:
        """Poll until cancelled: without pause while there are messages, with growing pauses while there are none."""
        idle, exists = 0, False
        while True:
            exists = exists or await self._there()
            if not exists:
                await asyncio.sleep(0.2)
                continue
            while self._given_back:
                message = self._given_back.pop()
                await self._failed(message, message.receipt)
            if len(self._running) > self._rules.threshold:
                await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
                continue
            messages = await self._fetched()
            idle = 0 if messages else idle + 1
            if not messages:
                pause = 0.1 + random.uniform(0.8, 1.2) * 2 ** min(idle - 1, 20) * 0.1  # noqa: S311
                await asyncio.sleep(min(pause, self._rules.longest_poll))

    def in_hand(self) -> Iterator[Abandoned]:
        """The messages that are being processed."""
        for message, lease in list(self._in_hand.values()):
            yield Abandoned(self._queue.queue_name, message.id, message.content, message.dequeue_count, lease.receipt)

    def give_back(self, messages: Iterable[Abandoned]) -> None:
        """Treat messages that a killed worker was processing as failed."""
        self._given_back += messages

    async def _there(self) -> bool:
        try:
            await self._queue.create_queue()
        except ResourceExistsError:
            return True
        except AzureError:
            return False
        return True

    async def _fetched(self) -> bool:
        try:
            messages = self._queue.receive_messages(
                visibility_timeout=LEASE, messages_per_page=self._rules.batch, max_messages=self._rules.batch
            )
            batch = [message async for message in messages]
        except AzureError as error:
            log.error("the queue %s does not answer: %s", self._queue.queue_name, type(error).__name__)
            return False
        self.count("GetMessages", 1)
        self.count("PutMessage", sum(message.dequeue_count == 1 for message in batch))
        for message in batch:
            task = asyncio.create_task(self._processed(message))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return bool(batch)

    async def _processed(self, message: Any) -> None:
        try:
            text = decoded(message.content, self._rules.encoding)
        except ValueError:
            log.warning("a message of %s is not base64 and went to poison", self._queue.queue_name)
            await self._poisoned(message, message.pop_receipt)
            return
        if message.dequeue_count > self._rules.tries:
            await self._poisoned(message, message.pop_receipt)
            return
        lease = Lease(self._queue, message)
        keeping = asyncio.create_task(lease.keep())
        self._in_hand[message.id] = message, lease
        try:
            await self._worker.run(self._function, delivered(message, text))
        except Exception:
            await self._failed(message, lease.receipt)
        else:
            await self._deleted(message, lease.receipt)
        finally:
            del self._in_hand[message.id]
            keeping.cancel()

    async def _failed(self, message: Any, receipt: str) -> None:
        if message.dequeue_count >= self._rules.tries:
            await self._poisoned(message, receipt)
            return
        self.count("UpdateMessage", 1)
        with contextlib.suppress(ResourceNotFoundError):
            await self._queue.update_message(message.id, receipt, visibility_timeout=int(self._rules.hidden))

    async def _poisoned(self, message: Any, receipt: str) -> None:
        if self._poison:
            with contextlib.suppress(ResourceExistsError):
                await self._poison.create_queue()
            await self._poison.send_message(message.content)
            self.count("PutMessage", 1)
            log.error("a message of %s went to %s", self._queue.queue_name, self._poison.queue_name)
        await self._deleted(message, receipt)

    async def _deleted(self, message: Any, receipt: str) -> None:
        self.count("DeleteMessage", 1)
        with contextlib.suppress(ResourceNotFoundError):
            await self._queue.delete_message(message.id, receipt)


class Lease:
    """Keeps a message hidden while its function runs; `receipt` is its newest pop receipt."""

    def __init__(self, queue: QueueClient, message: Any) -> None:
        self._queue, self._id, self.receipt = queue, message.id, message.pop_receipt

    async def keep(self) -> None:
        """Renew the lease at half time, until cancelled."""
        while True:
            await asyncio.sleep(LEASE / 2)
            renewed = await self._queue.update_message(self._id, self.receipt, visibility_timeout=LEASE)
            self.receipt = renewed.pop_receipt or self.receipt


def decoded(content: str, encoding: str) -> str:
    """The text of a message. Raises `ValueError` for one that is not in `encoding` (`base64` or `none`)."""
    return b64decode(content, validate=True).decode() if encoding == "base64" else content


def delivered(message: Any, text: str) -> QueueMessage:
    """The message as the handler gets it. Where the text is a JSON object, its top-level members replace the message's own
    properties of the same name, ignoring case: the real host does this too."""
    facts: dict[str, Any] = {
        "id": message.id,
        "dequeuecount": message.dequeue_count,
        "popreceipt": message.pop_receipt,
        "insertiontime": message.inserted_on,
        "expirationtime": message.expires_on,
        "nextvisibletime": message.next_visible_on,
    }
    with contextlib.suppress(ValueError):
        members = json.loads(text) if text.lstrip().startswith("{") else {}
        facts |= {name.lower(): value for name, value in members.items() if name.lower() in facts}
    return QueueMessage(
        id=facts["id"],
        body=text,
        dequeue_count=int(facts["dequeuecount"]),
        expiration_time=_moment(facts["expirationtime"]),
        insertion_time=_moment(facts["insertiontime"]),
        time_next_visible=_moment(facts["nextvisibletime"]),
        pop_receipt=facts["popreceipt"],
    )


def _moment(value: Any) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


async def send(value: Any, connection: str, name: str, encoding: str) -> None:
    """Send an output binding's value to its queue as the host does: a JSON array becomes a message for each element, a JSON
    object is printed again with indentation."""
    async with QueueClient.from_connection_string(connection, name) as queue:
        with contextlib.suppress(ResourceExistsError):
            await queue.create_queue()
        for text in _texts(value):
            await queue.send_message(b64encode(text.encode()).decode() if encoding == "base64" else text)


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bytes):
        return [value.decode()]
    if isinstance(value, LibraryMessage):
        # The worker sends id and body of a message object, not the body alone.
        value = {"id": value.id, "body": value.get_body().decode()}
    if isinstance(value, str):
        if not value.lstrip().startswith(("[", "{")):
            return [value]
        # The host parses JSON. Text that only looks like JSON is sent as it is if it begins like an array, and fails if it begins
        # like an object.
        try:
            value = json.loads(value)
        except ValueError:
            if value.lstrip().startswith("["):
                return [value]
            raise
    items = value if isinstance(value, list) else [value]
    return [item if isinstance(item, str) else json.dumps(item, indent=2) for item in items]
