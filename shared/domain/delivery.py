"""One delivery of a registration to one target. All times are UTC.

Which states there are and how a delivery moves between them: `shared/domain/delivery_states.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict


class Status(StrEnum):
    """Each is told of in `shared/domain/delivery_states.py`."""

    RECEIVED = "received"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    WAITING = "waiting"
    BLOCKED = "blocked"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"
    PARKED = "parked"
    CLOSED = "closed"


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class Reason(Frozen):
    """Why it stands as it does: `code` a key of the catalogue (`reason.<code>`), `message` the target's own words."""

    code: str
    message: str = ""


class Receipt(Frozen):
    """The target's own id of what it took in, and when."""

    id: str
    at: datetime


class Waits(Frozen):
    """Tries that ended in the same state without anything between them: how many, and since when."""

    status: Status
    since: datetime
    count: int


class Aside(Frozen):
    """How a delivery stood before it was parked or closed, so that it can be put back."""

    status: Status
    since: datetime
    reason: Reason | None = None


class Assignee(Frozen):
    """Who has been asked to see to a delivery."""

    key: str
    name: str


class Delivery(Frozen):
    """`target` is a name in the catalogue of targets, empty for what was stored before a registration could have several:
    the definition's own then. `revision` is that of the registration whose content goes there. `journal` says how far it came,
    step by step; `claimed_until` who delivers has it to himself until then; `retry_at` when it is tried again; `own_faults` how
    many tries in a row ended with a fault of our own; `since` when it came into its state, where a move that stays in it was made
    later; `aside` how it stood before a person laid it aside; `assigned` who was asked to see to it."""

    target: str
    status: Status
    status_at: datetime
    revision: int = 1
    attempts: int = 0
    own_faults: int = 0
    claimed_until: datetime | None = None
    retry_at: datetime | None = None
    journal: dict[str, str] = {}
    reason: Reason | None = None
    receipt: Receipt | None = None
    waits: Waits | None = None
    since: datetime | None = None
    aside: Aside | None = None
    assigned: Assignee | None = None

    @property
    def stands_since(self) -> datetime:
        """Since when it has been in its state: tries that came to the same, and what was done within it, are no other state."""
        if self.waits is not None and self.waits.status is self.status:
            return self.waits.since
        return self.since or self.status_at

    def moved(self, status: Status, at: datetime, reason: Reason | None = None, **changes: Any) -> Delivery:
        """The same delivery in another state; its claim ends unless `changes` says otherwise."""
        fields = {"claimed_until": None, "retry_at": None, "since": None, "aside": None, **changes}
        return self.model_copy(update={"status": status, "status_at": at, "reason": reason, **fields})

    def waiting_again(self, status: Status, at: datetime) -> Waits:
        """One more try that came to nothing, on top of those of the same state before it."""
        if self.waits is not None and self.waits.status is status:
            return self.waits.model_copy(update={"count": self.waits.count + 1})
        return Waits(status=status, since=at, count=1)

    def same_claim(self, other: Delivery) -> bool:
        """Whether both are of one try under way: nobody has claimed or settled it between them."""
        return (self.status, self.status_at, self.attempts) == (other.status, other.status_at, other.attempts)

    def claimed(self, now: datetime) -> bool:
        """Whether somebody else is delivering it right now."""
        return self.claimed_until is not None and now < self.claimed_until

    def due(self, now: datetime, released: bool = False) -> bool:
        """Whether a worker may claim it. Where it waited for its target, and is released in its turn, it is not too early."""
        waited = released and self.reason is not None and self.reason.code == "unavailable"
        too_early = self.retry_at is not None and now < self.retry_at and not waited
        return self.status in CLAIMABLE and not self.claimed(now) and not too_early

    def expected_at(self, patience: timedelta) -> datetime:
        """When a worker should have claimed it, its message being `patience` under way at most."""
        return self.claimed_until or (self.retry_at or self.status_at) + patience


def system_of(target: str) -> str:
    """What people call the system that a target delivers to: the first word of its name, with a capital. Empty for `log`, which
    is none. The phone has the twin (`static-web/src/status.ts`)."""
    return "" if target == "log" else target.partition("-")[0].capitalize()


CLAIMABLE = frozenset({Status.RECEIVED, Status.DELIVERING, Status.WAITING, Status.BLOCKED})
"""What a worker takes up by itself: a claim that has run out, too."""


MAX_PAUSE = timedelta(minutes=15)
"""Between two tries, unless the target asks for more."""

MAX_ASKED_PAUSE = timedelta(hours=1)
"""What a target may ask for: one that says a week is not believed."""


def back_off(attempts: int, share: float = 1.0) -> timedelta:
    """How long to wait before the next try: 5 s, doubled each time, at most 15 minutes. From the fifth try on the pauses of those
    that began to wait together drift apart: `share`, from 0 up to 1, says where in the last quarter this one lies."""
    pause = min(timedelta(seconds=5 * 2 ** min(attempts - 1, 10)), MAX_PAUSE)
    return pause if attempts < 5 else pause * (0.75 + 0.25 * share)
