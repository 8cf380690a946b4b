"""What waits to be delivered, and whose turn it is to be looked at.

Outbox entries are spread over buckets by their hash. A sweep looks at one share of the buckets and the next sweep at the next
share, so everybody comes to be looked at, however many wait and whatever becomes of those before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from shared.domain.registration import RegistrationKey

BUCKETS = 256


@dataclass(frozen=True, slots=True)
class Waiting:
    """`count` outbox entries wait, the oldest `since` then (None: none waits). `turn` are those whose turn it is and when each
    was written, the oldest first."""

    count: int
    since: datetime | None
    turn: Sequence[tuple[RegistrationKey, datetime]]


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
