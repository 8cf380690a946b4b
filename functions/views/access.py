"""Response models of the access list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from functions.views.base import Moment, Shown
from shared.domain.access.access_list import AccessEntry, Act, Change, Grant
from shared.domain.text.time_format import danish_clock

State = Literal["waiting", "removed", "privileged", "expired", "coming", "allowed"]
"""`privileged`: the list grants no role, but the broker's privileges do, since nobody has removed the person's access."""


class ShownGrant(Shown):
    """Roles in a team, from the first day to the last, both included."""

    roles: tuple[str, ...]
    team: str
    valid_from: date | None
    valid_to: date | None


class AccessLine(ShownGrant):
    """A person's entry in the access list. `number`: what they see themselves while they wait for access; `version`: to be sent
    with a change."""

    key: str
    number: str
    name: str
    state: State
    waiting_since: Moment | None
    version: str


class AccessLines(Shown):
    """Entries of the access list: first those who wait for access, then the others by name. `total` and `waiting` count
    everything that the search matches; at most a hundred are shown. `roles`: those that can be granted."""

    items: tuple[AccessLine, ...]
    total: int
    waiting: int
    roles: tuple[str, ...]


class AccessChange(Shown):
    """An entry of the audit trail. `by`: a name, a number, or what made the change; `about`: the registration whose answers were
    read, or empty."""

    at: Moment
    act: Act
    by: str
    old: ShownGrant
    new: ShownGrant
    reason: str
    about: str


class AccessPerson(AccessLine):
    """A person's entry in the access list, with every change of it, newest first."""

    trail: tuple[AccessChange, ...]


def shown_line(entry: AccessEntry, now: datetime) -> AccessLine:
    return AccessLine(**_line(entry, now))


def shown_person(entry: AccessEntry, trail: Sequence[Change], now: datetime) -> AccessPerson:
    changes = tuple(
        AccessChange(
            at=change.at,
            act=change.act,
            by=change.by.name or change.by.key[:16],
            old=_grant(change.old),
            new=_grant(change.new),
            reason=change.reason,
            about=change.about,
        )
        for change in reversed(trail)
    )
    return AccessPerson(**_line(entry, now), trail=changes)


def _line(entry: AccessEntry, now: datetime) -> dict[str, Any]:
    return {
        **_grant(entry.grant).model_dump(),
        "key": entry.key,
        "number": entry.number,
        "name": entry.name,
        "state": _state(entry, now),
        "waiting_since": entry.waiting_since,
        "version": entry.version,
    }


def _state(entry: AccessEntry, now: datetime) -> State:
    if entry.waiting_since:
        return "waiting"
    if not entry.grant.roles:
        return "removed" if entry.removed else "privileged"
    if entry.grant.holds(now):
        return "allowed"
    today = danish_clock(now).date()
    return "expired" if entry.grant.valid_to and entry.grant.valid_to < today else "coming"


def _grant(grant: Grant) -> ShownGrant:
    return ShownGrant(roles=grant.roles, team=grant.team, valid_from=grant.valid_from, valid_to=grant.valid_to)
