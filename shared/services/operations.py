"""Reads what operators and team leaders see of deliveries: how many wait where, which they are, and the details of one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
import heapq
import logging
from typing import TYPE_CHECKING

from shared.domain.delivery import Delivery
from shared.domain.delivery_status import Status
from shared.domain.ports import UNREADABLE, Hold, HourTally, Queues, QueueState, Registrations, TargetHolds
from shared.domain.registration import DeliveryKey, Event, Registration
from shared.domain.target_state import Limit, TargetState
from shared.domain.text.time_format import danish_clock
from shared.domain.waiting import Group, OutboxEntry, Pile, entry_of
from shared.services.reconcile import can_be_asked
from shared.services.reconcile_recent import Unmatched, unmatched

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.operations")

HOURS_OF_TREND = 24
"""How many hours of counts are shown beside the present ones."""

CONCURRENCY = 10
"""Rows of a page that are read concurrently."""


@dataclass(frozen=True, slots=True)
class TakenToday:
    """How many deliveries a target has taken today. `confirmed`: how many of them a person confirmed after looking in the target
    system."""

    count: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Overview:
    """How many deliveries wait, and where.

    `piles` counts everything that is not delivered by state, target and app. `hours` are the counts of the last day, oldest
    first, without hours that were not counted. `taken`: by target, for today in Danish time. `states`: each target's state;
    `limits`: how much may be sent to it. `unmatched`: what targets that can be asked were found not to have, or to have twice.
    """

    time: datetime
    piles: Mapping[Pile, Group]
    hours: Sequence[HourTally]
    queues: Sequence[QueueState]
    holds: Mapping[str, Hold]
    taken: Mapping[str, TakenToday]
    states: Mapping[str, TargetState]
    limits: Mapping[str, Limit]
    can_be_asked: Sequence[str] = ()
    unmatched: Sequence[Unmatched] = ()

    def waiting(self, target: str) -> int:
        """How many deliveries to a target continue automatically and are not delivered yet."""
        return sum(g.count for pile, g in self.piles.items() if (pile.status, pile.target) == (Status.RECEIVED, target))


async def overview(targets: Sequence[str], queues: Queues, holds: TargetHolds, dependencies: Dependencies) -> Overview:
    """Count what waits.

    Costs one storage request for each thousand undelivered, one for each thousand delivered today, and ten more. Raises
    `DependencyUnavailable`.
    """
    now = dependencies.clock()
    hour = now.replace(minute=0, second=0, microsecond=0)
    traffic = dependencies.traffic
    waiting, hours, states, held, doing = await asyncio.gather(
        dependencies.registrations.outbox(0),
        dependencies.tallies.between(hour - timedelta(hours=HOURS_OF_TREND), hour - timedelta(hours=1)),
        queues.queue_states(),
        holds.every(),
        traffic.states.every(),
    )
    taken = await asyncio.gather(*(_taken(target, now, dependencies) for target in targets))
    by_target = dict(zip(targets, taken, strict=True))
    of_each = {target: doing.get(target, TargetState(target)) for target in targets}
    limits = {target: traffic.limit(target) for target in targets}
    reconcilable = [target for target in targets if can_be_asked(target, dependencies)]
    today = danish_clock(now).date()
    differing = [
        unmatched_day for target in reconcilable for unmatched_day in await unmatched(target, today, dependencies)
    ]
    return Overview(now, waiting.piles, hours, states, held, by_target, of_each, limits, reconcilable, differing)


async def _taken(target: str, now: datetime, dependencies: Dependencies) -> TakenToday:
    count = confirmed = 0
    async for line in dependencies.receipts.of_day(target, danish_clock(now).date()):
        count, confirmed = count + 1, confirmed + line.confirmed
    return TakenToday(count, confirmed)


@dataclass(frozen=True, slots=True)
class DeliveryFilter:
    """Which deliveries to list; empty members filter nothing.

    `assigned`: the key of the person they were handed to. `persons`: the keys of the persons whose registrations are shown (None:
    everybody's); besides these, what was handed to `viewer`.
    """

    statuses: frozenset[Status] = frozenset()
    target: str = ""
    app: str = ""
    assigned: str = ""
    persons: frozenset[str] | None = None
    viewer: str = ""

    def takes(self, entry: OutboxEntry) -> bool:
        return (
            (not self.statuses or entry.status in self.statuses)
            and (not self.target or entry.target == self.target)
            and (not self.app or entry.app == self.app)
            and (not self.assigned or entry.assigned == self.assigned)
            and (self.persons is None or entry.registration.person_key in self.persons or self._is_handed(entry))
        )

    def _is_handed(self, entry: OutboxEntry) -> bool:
        return entry.assigned != "" and entry.assigned == self.viewer


@dataclass(frozen=True, slots=True)
class Line:
    """An undelivered delivery, with its registration."""

    entry: OutboxEntry
    registration: Registration

    @property
    def delivery(self) -> Delivery:
        return self.registration.delivery_to(self.entry.target)


@dataclass(frozen=True, slots=True)
class LinePage:
    """A page of deliveries, oldest first. `next`: the cursor to the next page, None at the end; `total`: the number of all that
    match."""

    items: Sequence[Line]
    next: str | None
    total: int


async def list_deliveries(
    criteria: DeliveryFilter, limit: int, after: str | None, registrations: Registrations
) -> LinePage:
    """A page of undelivered deliveries, oldest first.

    Reads all outbox entries, a storage request for each thousand, since the oldest cannot be found otherwise; reads only the
    page's registrations. A delivery whose present state, in its row, is not asked for is left out: its entry may be outdated, and
    what is done with a list is done with all of it. So is one that cannot be read. Raises `DependencyUnavailable`.
    """
    total, waiting = 0, list[tuple[str, OutboxEntry]]()
    async for entry in registrations.outbox_entries():
        if not criteria.takes(entry):
            continue
        total += 1
        place = place_of(entry)
        if after is None or place > after:
            waiting.append((place, entry))
            if len(waiting) > 4 * limit:
                waiting = heapq.nsmallest(limit + 1, waiting, key=_place)
    ordered = heapq.nsmallest(limit + 1, waiting, key=_place)
    rows = await _rows([entry for _, entry in ordered[:limit]], criteria, registrations)
    return LinePage(rows, ordered[limit - 1][0] if len(ordered) > limit else None, total)


def place_of(entry: OutboxEntry) -> str:
    """The sort key of an entry: its age, then its key. It is also the cursor to the entries after it."""
    return f"{entry.since.timestamp():.6f}/{entry.key}"


_place: Callable[[tuple[str, OutboxEntry]], str] = lambda placed: placed[0]  # noqa: E731


async def _rows(
    entries: Sequence[OutboxEntry], criteria: DeliveryFilter, registrations: Registrations
) -> Sequence[Line]:
    places = asyncio.Semaphore(CONCURRENCY)

    async def read(entry: OutboxEntry) -> Line | None:
        async with places:
            try:
                registration = await registrations.get(entry.registration)
            except UNREADABLE as error:
                log.error("%s cannot be read and is not listed: %s", entry.key, type(error).__name__)
                return None
        if registration is None or entry.target not in (delivery.target for delivery in registration.deliveries):
            return None
        line = Line(entry, registration)
        is_asked_for = criteria.takes(entry_of(registration, entry.target, entry.sent_at))
        return line if is_asked_for and line.delivery.status is not Status.DELIVERED else None

    return [line for line in await asyncio.gather(*(read(entry) for entry in entries)) if line is not None]


async def read_delivery(key: DeliveryKey, registrations: Registrations) -> tuple[Registration, Sequence[Event]] | None:
    """A delivery's registration and the history of that delivery; None where there is none. Raises `DependencyUnavailable`."""
    registration, changes = await asyncio.gather(
        registrations.get(key.registration), registrations.history(key.registration)
    )
    if registration is None or key.target not in (delivery.target for delivery in registration.deliveries):
        return None
    history = registration.whole_history(changes)
    return registration, [event for event in history if event.target in ("", key.target)]
