"""The access list: which roles a person has, from when until when, and the trail of every change of that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.domain.text.time_format import danish_clock


def number(key: str) -> str:
    """What a person tells an operator: the first 16 digits of the person key in fours, e.g. `3f2a-91bc-04de-77a1`. Long enough
    that nobody is taken for another, short enough to read out."""
    return "-".join(key[at : at + 4] for at in range(0, 16, 4))


def is_named(key: str, given: str) -> bool:
    """Whether a number, or a whole key, names this person; dashes, spaces and capitals do not matter."""
    plain = "".join(given.split()).replace("-", "").lower()
    return len(plain) in (16, 32) and key.startswith(plain)


@dataclass(frozen=True, slots=True)
class Grant:
    """What a person may: `roles` of `shared/domain/access/roles.py`, in `team` (for people to read). `valid_to` is
    the last day; both days are Danish ones."""

    roles: tuple[str, ...] = ()
    team: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, now: datetime) -> bool:
        today = danish_clock(now).date()
        return (self.valid_from or today) <= today <= (self.valid_to or today)


@dataclass(frozen=True, slots=True)
class Entry:
    """A person's line. `waiting_since` when they signed in without a role, until somebody has looked; `removed` that an
    operator has shut them out; sessions begun before `ended_at` are over; `version` is opaque, empty for a new line."""

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
    """What was done to a line. `ASKED`: signed in without a role; `CAME`: with one that nobody gave here at that time, by the
    broker's privileges or because its first day has come; `READ`: they read somebody's answers, to see to a delivery."""

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
    """Who did it: a person, or what is no person (`key` is empty then), e.g. the command line."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the trail: never changed, never taken away. `about` is the registration whose answers were read."""

    at: datetime
    act: Act
    by: Actor
    old: Grant
    new: Grant
    reason: str = ""
    about: str = ""
