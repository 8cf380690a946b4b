"""What is not delivered yet, and whose turn it is to be looked at.

Outbox entries are spread over buckets by their hash. A sweep looks at one share of the buckets and the next sweep at the next
share, so everybody comes to be looked at, however many wait and whatever becomes of those before them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from shared.domain.delivery import Status
from shared.domain.delivery_states import NEED_A_PERSON
from shared.domain.registration import Registration, RegistrationKey

BUCKETS = 256


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A registration that is not delivered. `status` is `received` for what is on its way by itself, else that of
    `NEED_A_PERSON` which it shows, `since` the time from which it has; `sent_at` when its newest message was sent. The row is
    the truth: an entry may be late by a sweep."""

    key: RegistrationKey
    status: Status
    since: datetime
    sent_at: datetime


def as_waiting(status: Status) -> Status:
    """What an outbox entry says of a registration with this status."""
    return status if status in NEED_A_PERSON else Status.RECEIVED


def entry_of(registration: Registration, sent_at: datetime) -> OutboxEntry:
    """The outbox entry of a registration as it stands."""
    waits = registration.delivery.waits
    same = waits is not None and waits.status is registration.status
    since = waits.since if waits is not None and same else registration.status_at
    return OutboxEntry(registration.key, as_waiting(registration.status), since, sent_at)


@dataclass(frozen=True, slots=True)
class Group:
    """So many registrations, the oldest of them `since` then (None: there are none)."""

    count: int = 0
    since: datetime | None = None

    def with_one(self, since: datetime) -> Group:
        return Group(self.count + 1, min(self.since or since, since))


@dataclass(frozen=True, slots=True)
class Waiting:
    """All that is not delivered, by what its entries say: `received` for what is on its way by itself, and each of
    `NEED_A_PERSON`. `turn` are those whose turn it is, the oldest first."""

    groups: Mapping[Status, Group]
    turn: Sequence[OutboxEntry]

    def group(self, status: Status) -> Group:
        return self.groups.get(status, Group())

    @property
    def count(self) -> int:
        """All of them."""
        return sum(group.count for group in self.groups.values())

    @property
    def under_way(self) -> Group:
        """What goes on by itself, or should."""
        return self.group(Status.RECEIVED)


def bucket(registration_key: RegistrationKey) -> int:
    """The bucket of an outbox entry, from 0 up to, but not with, `BUCKETS`."""
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
