"""Empties the poison queue: each message is sent again, or the reason why not is reported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
import logging

from shared.domain.delivery_message import read_message
from shared.domain.delivery_states import NOT_RETRIED, is_over
from shared.domain.delivery_status import Status
from shared.domain.ports import UNREADABLE, PoisonQueue
from shared.domain.registration import Registration
from shared.domain.waiting import entry_of
from shared.services.dependencies import Dependencies
from shared.services.log_event import log_event

log = logging.getLogger("feltskema.poison")

MAX_MESSAGES = 32
"""Messages of one round: the most that one storage request returns."""


class PutBack(StrEnum):
    """What became of a message."""

    SENT_AGAIN = "sent-again"
    STANDS = "stands"
    NO_SUCH_ROW = "no-such-row"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Emptied:
    """The result for one message. `key`: as it was written, empty where it was not ours; `status`: the state of its delivery."""

    key: str
    outcome: PutBack
    status: Status | None = None


async def empty_poison(poison: PoisonQueue, dependencies: Dependencies) -> Sequence[Emptied]:
    """Handle at most `MAX_MESSAGES` poison messages.

    A delivery that continues automatically is sent a new message, unless it has ended or waits for a person, which its row says.
    A message without a row, or that is not a key, is dropped; one whose row this package cannot read stays where it is. Each
    message is deleted after everything else: if that fails, the next round handles it again. Raises `DependencyUnavailable`.
    """
    emptied = []
    for message in await poison.take(MAX_MESSAGES):
        try:
            results = await _see_to(message.text, dependencies)
        except UNREADABLE as error:
            log.error("the row of a poison message cannot be read; the message stays: %s", type(error).__name__)
            continue
        for result in results:
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
    if delivery.status in NOT_RETRIED:
        return Emptied(str(key), PutBack.STANDS, delivery.status)
    await dependencies.delivery_queue.send(key)
    return Emptied(str(key), PutBack.SENT_AGAIN, delivery.status)
