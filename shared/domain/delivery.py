"""A delivery of a registration to one target. All times are UTC.

Its states and the moves between them: `shared/domain/delivery_states.py`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from shared.domain.delivery_status import Status


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, defer_build=True)


class Reason(Frozen):
    """Why a delivery is in its state. `code`: a key of the catalogue (`reason.<code>`); `message`: the target's own text."""

    code: str
    message: str = ""


class Receipt(Frozen):
    """The target's own id of what it took, and when."""

    id: str
    at: datetime


class Waits(Frozen):
    """Consecutive tries that ended in the same state: how many, and since when."""

    status: Status
    since: datetime
    count: int


class Aside(Frozen):
    """The state of a delivery before it was parked or closed, so that it can be restored."""

    status: Status
    since: datetime
    reason: Reason | None = None


class Assignee(Frozen):
    """The person who was asked to handle a delivery."""

    key: str
    name: str


class Delivery(Frozen):
    """A delivery to one target.

    `target`: a name in the catalogue of targets; empty for registrations stored before they could have several, which go to the
    definition's own. `revision`: that of the registration whose content is sent. `journal`: the steps taken so far.
    `claimed_until`: the end of the worker's lease. `retry_at`: when it is tried again. `own_faults`: how many consecutive tries
    ended with a fault of our own. `since`: when it came into its state, where a move within the state was made later; of one that
    continues automatically, when it began to wait. `aside`: its state before a person parked or closed it. `assigned`: who was
    asked to handle it.
    """

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
        """Since when it has been in its state; repeated tries and moves within the state do not count as another state."""
        if self.waits is not None and self.waits.status is self.status:
            return self.waits.since
        if self.status is Status.DELIVERING:
            return self.status_at
        return self.since or self.status_at

    @property
    def pending_since(self) -> datetime:
        """Since when it has waited, through all tries, for what waits for it now: the product or a person."""
        return min(self.since or self.stands_since, self.stands_since)

    def has_moved_since(self, seen_at: datetime | None) -> bool:
        """Whether the present state began after a person saw it, in whole seconds.

        A repeated request, or a page left open, may say of an earlier time that the target has no document; acting on it would
        make a second one.
        """
        return seen_at is not None and self.stands_since >= seen_at + timedelta(seconds=1)

    @property
    def assigned_key(self) -> str:
        """The key of the person it was handed to; empty where that is nobody."""
        return self.assigned.key if self.assigned else ""

    @property
    def etag(self) -> str:
        """Names the state as a person sees it: it changes when another state begins and when the delivery is handed to another,
        and not with repeated tries that come to the same."""
        return f"{self.status}.{int(self.stands_since.timestamp() * 1_000_000)}.{self.assigned_key[:8]}"

    def moved(self, status: Status, at: datetime, reason: Reason | None = None, **changes: Any) -> Delivery:
        """The same delivery in another state; its claim ends unless `changes` says otherwise."""
        fields = {"claimed_until": None, "retry_at": None, "since": None, "aside": None, **changes}
        return self.model_copy(update={"status": status, "status_at": at, "reason": reason, **fields})

    def waiting_again(self, status: Status, at: datetime) -> Waits:
        """One more unsuccessful try, added to those of the same state before it."""
        if self.waits is not None and self.waits.status is status:
            return self.waits.model_copy(update={"count": self.waits.count + 1})
        return Waits(status=status, since=at, count=1)

    def same_claim(self, other: Delivery) -> bool:
        """Whether both are of the same try: nobody has claimed or settled it in between."""
        return (self.status, self.status_at, self.attempts) == (other.status, other.status_at, other.attempts)

    def claimed(self, now: datetime) -> bool:
        """Whether another worker is delivering it now."""
        return self.claimed_until is not None and now < self.claimed_until

    def due(self, now: datetime, released: bool = False) -> bool:
        """Whether a worker may claim it. `released`: its waiting room has released it, so `retry_at` does not matter."""
        waited = released and self.reason is not None and self.reason.code == "unavailable"
        too_early = self.retry_at is not None and now < self.retry_at and not waited
        return self.status in CLAIMABLE and not self.claimed(now) and not too_early

    def expected_at(self, patience: timedelta) -> datetime:
        """When a worker should have claimed it at the latest, if its message is under way for at most `patience`."""
        return self.claimed_until or (self.retry_at or self.status_at) + patience


def system_of(target: str) -> str:
    """The name that people use for a target's system: the first word of the target's name, capitalised. Empty for `log`, which is
    none. The phone's counterpart is `static-web/src/status.ts`."""
    return "" if target == "log" else target.partition("-")[0].capitalize()


CLAIMABLE = frozenset({Status.RECEIVED, Status.DELIVERING, Status.WAITING, Status.BLOCKED})
"""States in which a worker may claim a delivery; one that is being delivered, when its claim has expired."""


MAX_PAUSE = timedelta(minutes=15)
"""The longest pause between two tries, unless the target asks for more."""

MAX_ASKED_PAUSE = timedelta(hours=1)
"""The longest pause that a target may ask for; a longer one is not believed."""


def back_off(attempts: int, share: float = 1.0) -> timedelta:
    """How long to wait before the next try: 5 s, doubled each time, at most 15 minutes.

    From the fifth try on, deliveries that began to wait together are spread: `share`, from 0 up to 1, is this one's place in the
    last quarter of the pause.
    """
    pause = min(timedelta(seconds=5 * 2 ** min(attempts - 1, 10)), MAX_PAUSE)
    return pause if attempts < 5 else pause * (0.75 + 0.25 * share)
