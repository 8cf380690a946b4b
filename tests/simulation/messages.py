"""The queue and its poison queue, as Azure Queue Storage and the Functions host keep them.

A message that is taken is invisible for a while, and visible again unless it is deleted with the receipt that its last taking
returned. One that fails is visible again after `RETRIED_AFTER`; after `MAX_TRIES` it goes to the poison queue (`host.json`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.domain.delivery_message import message_text
from shared.domain.ports import PoisonMessage, QueueState
from shared.domain.registration import DeliveryKey

if TYPE_CHECKING:
    from tests.simulation.world import World

TAKEN_FOR = 600.0
"""Seconds for which a message that the host has taken is invisible; the host prolongs that while it works."""
RETRIED_AFTER = 10.0
MAX_TRIES = 5
POISON_TAKEN_FOR = 120.0


@dataclass(eq=False)
class Message:
    """A message. `visible_at`: the loop's time from which it can be taken; `receipt` counts how often it was."""

    number: int
    text: str
    sent: datetime
    visible_at: float
    receipt: int = 0
    tries: int = 0


class Messages:
    """A queue. `wake` is called with the time at which a message will be visible."""

    def __init__(self, world: World, wake: Callable[[float], None] = lambda at: None) -> None:
        self._world, self._wake = world, wake
        self.all: dict[int, Message] = {}
        self._count = 0

    def put(self, text: str, delay: float = 0.0) -> None:
        self._count += 1
        at = self._world.loop.time() + delay
        self.all[self._count] = Message(self._count, text, self._world.now(), at)
        self._wake(at)

    def visible(self) -> list[Message]:
        """The messages that can be taken now, in the order in which they became visible; shuffled where that fault happens."""
        now, faults = self._world.loop.time(), self._world.faults
        visible = sorted((m for m in self.all.values() if m.visible_at <= now), key=lambda m: (m.visible_at, m.number))
        if len(visible) > 1 and faults.happens("message out of order"):
            faults.random.shuffle(visible)
        return visible

    def take(self, message: Message, seconds: float) -> int:
        """Make the message invisible for so many seconds, and return the receipt by which it can be deleted."""
        message.tries += 1
        self.hide(message, seconds)
        return message.receipt

    def hide(self, message: Message, seconds: float) -> None:
        message.receipt += 1
        message.visible_at = self._world.loop.time() + seconds
        self._wake(message.visible_at)

    def delete(self, message: Message, receipt: int) -> None:
        if message.receipt == receipt:
            self.all.pop(message.number, None)


class DeliveryMessages:
    """Implements `DeliveryQueue` and `Queues`."""

    def __init__(self, queue: Messages, poison: Messages) -> None:
        self._queue, self._poison = queue, poison

    async def send(self, delivery_key: DeliveryKey, delay: timedelta = timedelta(0), released: bool = False) -> None:
        self._queue.put(message_text(delivery_key, released), int(delay.total_seconds()))

    async def front(self) -> datetime | None:
        visible = self._queue.visible()
        return visible[0].sent if visible else None

    async def look(self) -> Sequence[QueueState]:
        return [
            QueueState("registrations", len(self._queue.all), await self.front()),
            QueueState("registrations-poison", len(self._poison.all), None),
        ]


class PoisonMessages:
    """Implements `PoisonQueue`."""

    def __init__(self, poison: Messages) -> None:
        self._poison = poison

    async def take(self, limit: int) -> Sequence[PoisonMessage]:
        taken = [(message, self._poison.take(message, POISON_TAKEN_FOR)) for message in self._poison.visible()[:limit]]
        return [PoisonMessage(message.text, str(message.number), str(receipt)) for message, receipt in taken]

    async def remove(self, message: PoisonMessage) -> None:
        stored = self._poison.all.get(int(message.id))
        if stored is not None:
            self._poison.delete(stored, int(message.receipt))
