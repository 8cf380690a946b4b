"""A queue as its senders see it, over the real storage protocol."""

from __future__ import annotations

from contextlib import suppress

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError
from azure.storage.queue import QueueClient


def send(storage: str, queue: str, text: str) -> None:
    """Send a message as it is, to a queue that the host may not have made yet."""
    with QueueClient.from_connection_string(storage, queue) as client:
        with suppress(ResourceExistsError):
            client.create_queue()
        client.send_message(text)


def waiting_messages(storage: str, queue: str) -> int:
    """How many messages wait, those that a handler has in hand included."""
    with QueueClient.from_connection_string(storage, queue) as client:
        return client.get_queue_properties().approximate_message_count or 0


def poison_messages(storage: str, queue: str) -> list[str]:
    """The first 32 messages of the queue's poison queue; none where there is no such queue yet."""
    with QueueClient.from_connection_string(storage, f"{queue}-poison") as client:
        try:
            return [message.content for message in client.peek_messages(32)]
        except ResourceNotFoundError:
            return []
