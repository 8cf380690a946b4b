"""A registration and the states it goes through. All times are UTC."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
import json
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shared.domain.access.person import Person


class Status(StrEnum):
    RECEIVED = "received"
    DELIVERING = "delivering"
    DELIVERED = "delivered"
    WAITING = "waiting"
    UNCERTAIN = "uncertain"
    REFUSED = "refused"


FINAL = frozenset({Status.DELIVERED, Status.UNCERTAIN, Status.REFUSED})
"""States that nothing leaves by itself: no message and no outbox entry waits for such a row."""


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


class Event(Frozen):
    """A line of history. `by` is the person's name, or `system`."""

    at: datetime
    status: Status
    reason: Reason | None = None
    by: str = "system"


class CardLine(Frozen):
    """A line below the title in a list, in each language."""

    da: str
    en: str


class Entry(Frozen):
    """What a list shows of a registration. `revision` is 1 at first, and one more each time that it is corrected; `follow_up` the
    day on which somebody must come back to it."""

    id: UUID
    app: str
    version: int
    revision: int = 1
    title: str
    card: tuple[CardLine, ...] = ()
    follow_up: date | None = None
    status: Status
    status_at: datetime
    received_at: datetime
    reason: Reason | None = None
    receipt: Receipt | None = None


class RegistrationKey(Frozen):
    """Where a registration lies: all that a queue message carries."""

    person_key: str
    id: UUID

    def __str__(self) -> str:
        return f"{self.person_key}/{self.id}"

    @classmethod
    def parse(cls, text: str) -> RegistrationKey:
        """Read the text of a queue message; `ValueError` when it is none of ours."""
        key, _, id = text.strip().partition("/")
        if len(key) != 32:
            raise ValueError("not the key of a registration")
        return cls(person_key=key, id=UUID(id))


class Registration(Entry):
    """The whole row. `journal` says how far its delivery came, step by step; `claimed_until` who delivers has it to
    himself until then; `retry_at` when it is tried again; `answered_at` when the phone says that it was answered; `not_cpr` the
    JSON Pointers of the texts whose numbers the person says are no CPR numbers; `etag` the stored version it was read at."""

    person: Person
    answers: dict[str, Any]
    digest: str
    answered_at: datetime | None = None
    not_cpr: tuple[str, ...] = ()
    journal: dict[str, str] = {}
    attempts: int = 0
    claimed_until: datetime | None = None
    retry_at: datetime | None = None
    etag: str = ""

    @property
    def key(self) -> RegistrationKey:
        return RegistrationKey(person_key=self.person.key, id=self.id)

    def entry(self) -> Entry:
        return Entry.model_validate(self.model_dump(include=set(Entry.model_fields)))

    def moved(self, status: Status, now: datetime, reason: Reason | None = None, **changes: Any) -> Registration:
        """The same registration in another state; whoever had claimed it lets go unless `changes` says otherwise.

        Its time is always after the state before, so that history reads in order whichever machine's clock was ahead.
        """
        fields = {"claimed_until": None, "retry_at": None, **changes}
        at = max(now, self.status_at + timedelta(microseconds=1))
        return self.model_copy(update={"status": status, "status_at": at, "reason": reason, **fields})

    def event(self, by: str = "system") -> Event:
        """The line of history for the present state."""
        return Event(at=self.status_at, status=self.status, reason=self.reason, by=by)

    def same_claim(self, other: Registration) -> bool:
        """Whether both are of one delivery under way: nobody has claimed or settled the row between them."""
        return (self.status, self.status_at, self.attempts) == (other.status, other.status_at, other.attempts)

    def claimed(self, now: datetime) -> bool:
        """Whether somebody else is delivering it right now."""
        return self.claimed_until is not None and now < self.claimed_until


def digest(app: str, version: int, answers: dict[str, Any]) -> str:
    """SHA-256 of the content in one canonical form: what `PUT` compares to tell a repeat from a conflict."""
    canonical = json.dumps([app, version, answers], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    # A lone surrogate is no good answer, but asking whether it was stored before must not fail.
    return sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def back_off(attempts: int) -> timedelta:
    """How long to wait before the next try: 5 s, doubled each time, at most 15 minutes."""
    return min(timedelta(seconds=5 * 2 ** min(attempts - 1, 10)), timedelta(minutes=15))
