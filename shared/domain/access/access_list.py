"""The access list: which person has which roles, from which day to which, and the audit trail of every change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.domain.text.time_format import danish_clock


def number(key: str) -> str:
    """The number that a person reads out to an operator: the first 16 digits of the person key in groups of four, e.g.
    `3f2a-91bc-04de-77a1`. Long enough to be unique, short enough to read out."""
    return "-".join(key[at : at + 4] for at in range(0, 16, 4))


def is_named(key: str, text: str) -> bool:
    """Whether a number, or a whole key, is this person's; dashes, spaces and case are ignored."""
    digits = "".join(text.split()).replace("-", "").lower()
    return len(digits) in (16, 32) and key.startswith(digits)


@dataclass(frozen=True, slots=True)
class Grant:
    """The access of a person: `roles` of `shared/domain/access/roles.py`, in `team` (a name for people to read). `valid_to` is
    the last day; both days are Danish ones."""

    roles: tuple[str, ...] = ()
    team: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, now: datetime) -> bool:
        today = danish_clock(now).date()
        return (self.valid_from or today) <= today <= (self.valid_to or today)


@dataclass(frozen=True, slots=True)
class AccessEntry:
    """A person's entry. `waiting_since`: when they signed in without a role, until an operator has decided; `removed`: an
    operator has removed their access; sessions begun before `ended_at` are over; `version` is opaque, empty for a new entry."""

    key: str
    name: str = ""
    grant: Grant = Grant()
    waiting_since: datetime | None = None
    removed: bool = False
    ended_at: datetime | None = None
    version: str = ""

    @property
    def number(self) -> str:
        return number(self.key)


class Act(StrEnum):
    """What was done to an entry. `ASKED`: signed in without a role. `CAME`: signed in with a role that nobody granted at that
    time, by the broker's privileges or because its first day has come. `READ`: they read somebody's answers in order to handle a
    delivery."""

    ASKED = "asked"
    NAMED = "named"
    CAME = "came"
    ALLOWED = "allowed"
    CHANGED = "changed"
    REMOVED = "removed"
    ENDED = "sessions-ended"
    READ = "answers-read"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: a person, or something else, e.g. the command line (`key` is empty then)."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """An entry of the audit trail: never changed, never deleted. `about` is the registration whose answers were read."""

    at: datetime
    act: Act
    by: Actor
    old: Grant
    new: Grant
    reason: str = ""
    about: str = ""
