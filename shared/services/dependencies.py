"""The dependencies of the services: the ports, the clock and the time limits. `shared/wiring.py` makes them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
import random
import time
from typing import TYPE_CHECKING, Any

from shared.domain.ports import (
    Findings,
    HourTallies,
    NoFindings,
    NoHolds,
    NoReceipts,
    NoRepeats,
    NoStates,
    NoTallies,
    Receipts,
    Repeats,
)
from shared.domain.target_state import Limit
from shared.services.after_answer import after_answer
from shared.services.held_targets import HeldTargets
from shared.services.target_traffic import TargetTraffic

if TYPE_CHECKING:
    from shared.domain.ports import (
        Attachments,
        CompanyRegister,
        Definitions,
        DeliveryQueue,
        Entities,
        Registrations,
        Target,
        UnregisteredAttachments,
    )


PAUSE_AFTER_CONFLICT = 0.1
"""The longest wait in seconds before the second try of a write; it grows by as much with each later one."""

NO_LIMIT = Limit(per_instance=10**6)


def no_traffic() -> TargetTraffic:
    """Traffic control that lets every delivery through."""
    return TargetTraffic(NoStates(), lambda target: NO_LIMIT, lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Dependencies:
    """What the services depend on.

    `targets` returns a target by its name in a definition; `drawable` says whether a picture can be drawn in a document;
    `companies` returns the CVR register; `clock` is the time in UTC.

    `lease`: how long a claim on a delivery lasts without renewal. `patience`: how long a message may be under way before it
    counts as lost. `budget`: how long one delivery or one sweep may take. `send_again_after`: how long after it became uncertain
    a delivery can be sent again, since its target may still work on the first request. `pause` sleeps; `chance` returns a random
    number from 0 up to 1; `turns` counts this process's sweeps, from the minute in which it started; `afterwards` takes work that
    the caller's answer does not wait for.

    `held`: the targets that nothing may be sent to; `traffic`: how much may be sent to each. For the evaluation and the
    operators, `receipts` counts what each target has taken, `findings` what each was found to have, `tallies` what waits in each
    hour, and `repeats` the registrations that were sent again.
    """

    registrations: Registrations
    delivery_queue: DeliveryQueue
    definitions: Definitions
    targets: Callable[[str], Target]
    clock: Callable[[], datetime]
    lease: timedelta
    patience: timedelta
    attachments: Attachments
    unregistered: UnregisteredAttachments
    entities: Entities
    drawable: Callable[[bytes], Awaitable[bool]]
    companies: Callable[[], CompanyRegister]
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random
    budget: timedelta = timedelta(minutes=4)
    send_again_after: timedelta = timedelta(minutes=5)
    held: HeldTargets = field(default_factory=lambda: HeldTargets(NoHolds()))
    traffic: TargetTraffic = field(default_factory=no_traffic)
    receipts: Receipts = field(default_factory=NoReceipts)
    tallies: HourTallies = field(default_factory=NoTallies)
    findings: Findings = field(default_factory=NoFindings)
    repeats: Repeats = field(default_factory=NoRepeats)
    afterwards: Callable[[Coroutine[Any, Any, None]], Awaitable[None]] = after_answer
    turns: Iterator[int] = field(default_factory=lambda: count(int(time.time()) // 60))

    async def pause_after_conflict(self, attempt: int) -> None:
        """Wait a while at random before a write is tried again that met another's; `attempt` counts from 1."""
        await self.pause(PAUSE_AFTER_CONFLICT * attempt * self.chance())
