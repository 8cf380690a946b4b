"""The delivery queue, and its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.registration import DeliveryKey


class DeliveryQueue(Protocol):
    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0), released: bool = False) -> None:
        """Send a message that names the delivery, visible after `delay`; `released` says that it is its turn, where deliveries to
        that target wait for theirs. Raises `DependencyUnavailable`."""
        ...

    async def front(self) -> datetime | None:
        """When the next message to be taken was sent; None where none is visible now. Messages sent later have not been taken
        yet. Raises `DependencyUnavailable`."""
        ...


@dataclass(frozen=True, slots=True)
class QueueState:
    """The approximate number of messages, hidden ones included, and when the one at the front was sent (None: none is
    visible)."""

    name: str
    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class PoisonMessage:
    """A message that the host has given up: `text` as it was written, `id` and `receipt` are the queue's own."""

    text: str
    id: str
    receipt: str


class PoisonQueue(Protocol):
    """The queue of messages that failed too often. Raises `DependencyUnavailable`."""

    async def take(self, limit: int) -> Sequence[PoisonMessage]:
        """Take at most so many messages, which are hidden from others for a while."""
        ...

    async def remove(self, message: PoisonMessage) -> None:
        """Delete a message for good, if it is there."""
        ...


class Queues(Protocol):
    async def queue_states(self) -> Sequence[QueueState]:
        """The states of the delivery queue and its poison queue. Raises `DependencyUnavailable`."""
        ...
