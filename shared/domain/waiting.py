"""What is not delivered yet, and whose turn it is to be looked at.

Outbox entries are spread over buckets by their hash. A sweep looks at one share of the buckets and the next sweep at the next
share, so everybody comes to be looked at, however many wait and whatever becomes of those before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from hashlib import sha256
from typing import NamedTuple

from shared.domain.delivery import Status
from shared.domain.delivery_states import NEED_A_PERSON, is_over
from shared.domain.registration import DeliveryKey, Registration, RegistrationKey

BUCKETS = 256


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A delivery that has not come to its end. `status` is `received` for what is on its way by itself, else that of
    `NEED_A_PERSON` which it has, `since` the time from which it has; `sent_at` when its newest message was sent. Those of one
    `case` go out in the order that they were received in. `target`, `app` and `case` are empty in one that was written before
    they were kept, and `received_at` is None. The row is the truth: an entry may be late by a sweep."""

    registration: RegistrationKey
    status: Status
    since: datetime
    sent_at: datetime
    target: str = ""
    app: str = ""
    case: str = ""
    received_at: datetime | None = None

    @property
    def key(self) -> DeliveryKey:
        return self.registration.to(self.target)

    @property
    def pile(self) -> Pile:
        return Pile(self.status, self.target, self.app)


class Pile(NamedTuple):
    """What is counted together."""

    status: Status
    target: str = ""
    app: str = ""


def as_waiting(status: Status) -> Status:
    """What an outbox entry says of a delivery with this status."""
    return status if status in NEED_A_PERSON or status is Status.CLOSED else Status.RECEIVED


def entry_of(registration: Registration, target: str, sent_at: datetime) -> OutboxEntry:
    """The outbox entry of a registration's delivery to this target, as it stands."""
    delivery = registration.delivery_to(target)
    status, since = as_waiting(delivery.status), delivery.stands_since
    return OutboxEntry(
        registration.key, status, since, sent_at, target, registration.app, registration.case, registration.received_at
    )


def entries_of(registration: Registration, sent_at: datetime) -> tuple[OutboxEntry, ...]:
    """The outbox entries of all of a registration that a move still leads on from."""
    open_ones = (delivery for delivery in registration.deliveries if not is_over(delivery, sent_at))
    return tuple(entry_of(registration, delivery.target, sent_at) for delivery in open_ones)


@dataclass(frozen=True, slots=True)
class Group:
    """So many deliveries, the oldest of them `since` then (None: there are none)."""

    count: int = 0
    since: datetime | None = None

    def with_one(self, since: datetime) -> Group:
        return self.with_group(Group(1, since))

    def with_group(self, other: Group) -> Group:
        oldest = [since for since in (self.since, other.since) if since is not None]
        return Group(self.count + other.count, min(oldest, default=None))


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that is not delivered, by target, app and what its entries say: `received` for what is on its way by itself, and each
    of `NEED_A_PERSON`. `turn` are those whose turn it is, the oldest first."""

    piles: Mapping[Pile, Group]
    turn: Sequence[OutboxEntry]

    def group(self, status: Status) -> Group:
        """Those with this status, of all targets and apps."""
        return reduce(Group.with_group, (group for pile, group in self.piles.items() if pile.status is status), Group())

    @property
    def count(self) -> int:
        """All of them."""
        return sum(group.count for group in self.piles.values())

    @property
    def under_way(self) -> Group:
        """What goes on by itself, or should."""
        return self.group(Status.RECEIVED)


def bucket(registration_key: RegistrationKey) -> int:
    """The bucket of a registration's outbox entries, from 0 up to, but not with, `BUCKETS`."""
    return sha256(str(registration_key).encode()).digest()[0]


def share(count: int, limit: int, turn: int) -> range:
    """The buckets whose turn it is when `count` outbox entries wait and about `limit` can be looked at in one go. As many
    turns later as there are shares, each bucket has been in one."""
    shares = 1
    # A power of two changes seldom while the count grows, and divides the buckets evenly.
    while shares < BUCKETS and count > limit * shares:
        shares *= 2
    size = BUCKETS // shares
    first = turn % shares * size
    return range(first, first + size)
