"""The outbox: what is not delivered yet, and whose turn it is to be looked at.

Outbox entries are spread over buckets by their hash. Each sweep looks at one share of the buckets, the next sweep at the next
share, so every entry is looked at, however many wait and whatever becomes of those before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from hashlib import sha256
from typing import NamedTuple

from shared.domain.delivery_states import NEED_A_PERSON, is_over
from shared.domain.delivery_status import Status
from shared.domain.registration import DeliveryKey, Registration, RegistrationKey

BUCKETS = 256


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A delivery that has not ended.

    `status`: `received` for one that continues automatically, else that of `NEED_A_PERSON` which it has, `since` that time.
    `sent_at`: when its newest message was sent. Entries of one `case` are delivered in the order of their receipt. `assigned`:
    the key of the person it was handed to (empty: nobody). `target`, `app`, `case` and `assigned` are empty, and `received_at` is
    None, in entries written before these were stored. The row decides: an entry may be outdated by a sweep. `version`: of an
    entry that was listed, another after each write; empty in one that is made.
    """

    registration: RegistrationKey
    status: Status
    since: datetime
    sent_at: datetime
    target: str = ""
    app: str = ""
    case: str = ""
    received_at: datetime | None = None
    assigned: str = ""
    version: str = field(default="", compare=False, repr=False)

    @property
    def key(self) -> DeliveryKey:
        return self.registration.to(self.target)

    @property
    def pile(self) -> Pile:
        return Pile(self.status, self.target, self.app)


class Pile(NamedTuple):
    """The deliveries that are counted together."""

    status: Status
    target: str = ""
    app: str = ""


def as_waiting(status: Status) -> Status:
    """The status of an outbox entry for a delivery with this status."""
    return status if status in NEED_A_PERSON or status is Status.CLOSED else Status.RECEIVED


def entry_of(registration: Registration, target: str, sent_at: datetime) -> OutboxEntry:
    """The outbox entry of a registration's delivery to this target, in its present state."""
    delivery = registration.delivery_to(target)
    return OutboxEntry(
        registration.key,
        status=as_waiting(delivery.status),
        since=delivery.pending_since,
        sent_at=sent_at,
        target=target,
        app=registration.app,
        case=registration.case,
        received_at=registration.received_at,
        assigned=delivery.assigned_key,
    )


def entries_of(registration: Registration, sent_at: datetime, now: datetime | None = None) -> tuple[OutboxEntry, ...]:
    """The outbox entries of all of a registration's deliveries that have not ended by `now` (None: by `sent_at`)."""
    open_ones = (delivery for delivery in registration.deliveries if not is_over(delivery, now or sent_at))
    return tuple(entry_of(registration, delivery.target, sent_at) for delivery in open_ones)


@dataclass(frozen=True, slots=True)
class Group:
    """A number of deliveries, the oldest of them `since` then (None: there are none)."""

    count: int = 0
    since: datetime | None = None

    def with_one(self, since: datetime) -> Group:
        return self.with_group(Group(1, since))

    def with_group(self, other: Group) -> Group:
        oldest = [since for since in (self.since, other.since) if since is not None]
        return Group(self.count + other.count, min(oldest, default=None))


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that is not delivered, by target, app and the status in the entries: `received` for what continues automatically, and
    each of `NEED_A_PERSON`. `turn`: those whose turn it is, oldest first."""

    piles: Mapping[Pile, Group]
    turn: Sequence[OutboxEntry]

    def group(self, status: Status) -> Group:
        """Those with this status, of all targets and apps."""
        return reduce(Group.with_group, (group for pile, group in self.piles.items() if pile.status is status), Group())

    @property
    def count(self) -> int:
        """The number of all of them."""
        return sum(group.count for group in self.piles.values())

    @property
    def under_way(self) -> Group:
        """Those that continue automatically, or should."""
        return self.group(Status.RECEIVED)


def bucket(registration_key: RegistrationKey) -> int:
    """The bucket of a registration's outbox entries, from 0 up to, but not including, `BUCKETS`."""
    return sha256(str(registration_key).encode()).digest()[0]


def share(count: int, limit: int, turn: int) -> range:
    """The buckets whose turn it is when `count` outbox entries wait and about `limit` can be looked at. After as many turns as
    there are shares, each bucket has had its turn."""
    shares = 1
    # A power of two changes seldom while the count grows, and divides the buckets evenly.
    while shares < BUCKETS and count > limit * shares:
        shares *= 2
    size = BUCKETS // shares
    first = turn % shares * size
    return range(first, first + size)
