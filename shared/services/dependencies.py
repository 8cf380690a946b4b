"""Holds what the services work with: the ports, the clock and the two waiting times. `shared/wiring.py` makes one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
import random
import time
from typing import TYPE_CHECKING

from shared.domain.ports import HourTallies, NoHolds, NoReceipts, NoRepeats, NoStates, NoTallies, Receipts, Repeats
from shared.domain.target_state import Limit
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


NO_LIMIT = Limit(per_instance=10**6)


def no_traffic() -> TargetTraffic:
    """Where everything may go."""
    return TargetTraffic(NoStates(), lambda target: NO_LIMIT, lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Dependencies:
    """`targets` gives a target by its name in a definition, `drawable` says whether a picture can be put into a document,
    `companies` gives the CVR register, `clock` is the time in UTC; `lease` is how long a claim on a delivery holds without
    news, `patience` how long a message may be on its way before it counts as lost, `budget` how long one delivery or one sweep
    may take, `pause` waits so many seconds, `chance` gives a number from 0 up to 1; `turns` counts the sweeps of this process,
    from the minute it began in; `held` tells which targets nothing goes out to, `traffic` how much may go out to each; `receipts`
    counts what each target has taken, `tallies` what waits each hour, and `repeats` the registrations that came again."""

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
    held: HeldTargets = field(default_factory=lambda: HeldTargets(NoHolds()))
    traffic: TargetTraffic = field(default_factory=no_traffic)
    receipts: Receipts = field(default_factory=NoReceipts)
    tallies: HourTallies = field(default_factory=NoTallies)
    repeats: Repeats = field(default_factory=NoRepeats)
    turns: Iterator[int] = field(default_factory=lambda: count(int(time.time()) // 60))
