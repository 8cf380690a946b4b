"""Empties the queue of what the host has given up: each message is put back, or it is told why it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
import logging

from shared.domain.delivery import Status
from shared.domain.delivery_message import read_message
from shared.domain.delivery_states import FINAL, is_over
from shared.domain.ports import PoisonQueue
from shared.domain.registration import Registration
from shared.domain.waiting import entry_of
from shared.services.dependencies import Dependencies
from shared.services.log_event import log_event

log = logging.getLogger("feltskema.poison")

MAX_MESSAGES = 32
"""Messages of one round: what one storage request gives."""


class PutBack(StrEnum):
    """What became of a message."""

    SENT_AGAIN = "sent-again"
    STANDS = "stands"
    NO_SUCH_ROW = "no-such-row"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Emptied:
    """One message: `key` as it was written (empty where it was none of ours), and `status` how its delivery stands."""

    key: str
    outcome: PutBack
    status: Status | None = None


async def empty_poison(poison: PoisonQueue, dependencies: Dependencies) -> Sequence[Emptied]:
    """See to at most `MAX_MESSAGES` of them. What goes on by itself has its message again, unless the delivery stands before a
    person or is over, which its row tells; a message of no row, and what is no key at all, points to nothing and is dropped. A
    message goes when all that is done: another round meets it again. Raises `DependencyUnavailable`."""
    emptied = []
    for message in await poison.take(MAX_MESSAGES):
        for result in await _see_to(message.text, dependencies):
            log_event(log, "poison", outcome=result.outcome, status=result.status or "-", key=result.key or "-")
            emptied.append(result)
        await poison.remove(message)
    return emptied


async def _see_to(text: str, dependencies: Dependencies) -> Sequence[Emptied]:
    try:
        key = read_message(text).key
    except ValueError:
        return [Emptied("", PutBack.UNREADABLE)]
    registration = await dependencies.registrations.get(key.registration)
    deliveries = [d for d in registration.deliveries if key.target in ("", d.target)] if registration else []
    if registration is None or not deliveries:
        return [Emptied(str(key), PutBack.NO_SUCH_ROW)]
    return [await _put_back(registration, delivery.target, dependencies) for delivery in deliveries]


async def _put_back(registration: Registration, target: str, dependencies: Dependencies) -> Emptied:
    key, delivery, now = registration.key.to(target), registration.delivery_to(target), dependencies.clock()
    if not is_over(delivery, now):
        await dependencies.registrations.put_in_outbox(entry_of(registration, target, now))
    if delivery.status in FINAL:
        return Emptied(str(key), PutBack.STANDS, delivery.status)
    await dependencies.delivery_queue.send(key)
    return Emptied(str(key), PutBack.SENT_AGAIN, delivery.status)
