"""The queue of deliveries, and how long it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.registration import DeliveryKey


class DeliveryQueue(Protocol):
    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0)) -> None:
        """Put a message that points to the delivery, seen after `delay`. `DependencyUnavailable` when it fails."""
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


class Queues(Protocol):
    async def look(self) -> Sequence[QueueState]:
        """The queue of deliveries and its poison queue. `DependencyUnavailable` when the storage does not answer."""
        ...
