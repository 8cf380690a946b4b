"""The queue of deliveries, and how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.registration import DeliveryKey


class DeliveryQueue(Protocol):
    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0), released: bool = False) -> None:
        """Put a message that points to the delivery, seen after `delay`; `released` says that it is its turn, where deliveries to
        that target wait for theirs. `DependencyUnavailable` when it fails."""
        ...

    async def front(self) -> datetime | None:
        """When the message was sent that will be seen next; None where none is to be seen now. A message that was sent later has
        not been seen yet. `DependencyUnavailable` when it fails."""
        ...


@dataclass(frozen=True, slots=True)
class QueueState:
    """About how many messages lie there, hidden ones too, and when the one at the front was sent (None: none is visible)."""

    name: str
    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class PoisonMessage:
    """What the host has given up: `text` as it was written, `id` and `receipt` the queue's own."""

    text: str
    id: str
    receipt: str


class PoisonQueue(Protocol):
    """The queue that the host puts messages on that could not be used up. `DependencyUnavailable` when it fails."""

    async def take(self, limit: int) -> Sequence[PoisonMessage]:
        """At most so many, which nobody else sees for a while."""
        ...

    async def remove(self, message: PoisonMessage) -> None:
        """Take one away for good; nothing happens when it is gone already."""
        ...


class Queues(Protocol):
    async def look(self) -> Sequence[QueueState]:
        """The queue of deliveries and its poison queue. `DependencyUnavailable` when the storage does not answer."""
        ...
