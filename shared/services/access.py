"""Looks up a person's roles in the access list, and changes the list for operators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import logging
from typing import TYPE_CHECKING

from shared.domain.access.access_list import AccessEntry, Act, Actor, Change, Grant, is_named
from shared.domain.access.roles import CONSULTANT, OPERATOR, ROLES
from shared.domain.commands import EndAccess, GrantAccess
from shared.domain.ports import AccessList
from shared.domain.problems import AccessChanged, OwnAccess, UnknownPerson

if TYPE_CHECKING:
    from shared.domain.access.person import Person

log = logging.getLogger("feltskema.access")

SETTING = Actor("", "FIRST_OPERATOR")
"""The actor in the audit trail when the setting `FIRST_OPERATOR` grants the first operator's access."""


@dataclass(frozen=True, slots=True)
class CurrentRoles:
    """A person's current roles. `ended_at`: every session that began before this moment is over; None where none was ended."""

    roles: tuple[str, ...] = ()
    ended_at: datetime | None = None


def current_roles(entry: AccessEntry | None, privileges: Sequence[str], now: datetime) -> CurrentRoles:
    """A person's roles according to their entry in the access list.

    `privileges` are what the broker returned at sign-in, where the municipality has ordered them; those that are roles are added
    to the list's own. A person whose access an operator has removed has no roles.
    """
    if entry is None:
        return CurrentRoles(_ordered_roles(privileges))
    own = entry.grant.roles if entry.grant.holds(now) else ()
    return CurrentRoles(() if entry.removed else _ordered_roles((*own, *privileges)), entry.ended_at)


async def look_up(key: str, privileges: Sequence[str], entries: AccessList, now: datetime) -> CurrentRoles:
    """Look up a person's roles in the access list. Raises `DependencyUnavailable`."""
    return current_roles(await entries.get(key), privileges, now)


async def arrive(
    person: Person, privileges: Sequence[str], entries: AccessList, first_operator: str, now: datetime
) -> CurrentRoles:
    """Record that a person has signed in, and return their roles.

    A person without a role is recorded once as waiting for access. The person that `first_operator` names becomes operator,
    unless somebody has granted or removed their access before. Raises `DependencyUnavailable`.
    """
    for _ in range(3):
        entry = await entries.get(person.key)
        arrived = _arrived(entry, person, privileges, first_operator, now)
        if arrived is None:
            return current_roles(entry, privileges, now)
        try:
            saved = await entries.save(*arrived)
        except AccessChanged:
            continue
        return current_roles(saved, privileges, now)
    return await look_up(person.key, privileges, entries, now)


def _arrived(
    entry: AccessEntry | None, person: Person, privileges: Sequence[str], first_operator: str, now: datetime
) -> tuple[AccessEntry, Change] | None:
    line = replace(entry or AccessEntry(person.key), name=person.name)
    untouched = not line.grant.roles and not line.removed
    if untouched and is_named(person.key, first_operator):
        grant = Grant((CONSULTANT, OPERATOR))
        return _changed(line, Change(now, Act.ALLOWED, SETTING, line.grant, grant))
    by = Actor(person.key, person.name)
    roles = current_roles(entry, privileges, now).roles
    if line.waiting_since is None and not roles:
        return _changed(line, Change(now, Act.ASKED, by, line.grant, line.grant))
    if roles and (entry is None or line.waiting_since):
        # Everybody with a role gets an entry: without one an operator could not see them, nor end the sessions on a lost phone.
        return _changed(line, Change(now, Act.CAME, by, line.grant, line.grant))
    if entry is not None and entry.name != person.name:
        return _changed(line, Change(now, Act.NAMED, by, line.grant, line.grant))
    return None


def _changed(line: AccessEntry, change: Change) -> tuple[AccessEntry, Change]:
    """Apply a change to an entry. Returns the new entry and the change, which are stored together."""
    after = replace(line, grant=change.new)
    # Tokens hold their time of issue in milliseconds.
    ended_before = change.at.replace(microsecond=change.at.microsecond // 1000 * 1000) + timedelta(milliseconds=1)
    match change.act:
        case Act.ASKED:
            after = replace(after, waiting_since=change.at)
        case Act.CAME:
            after = replace(after, waiting_since=None)
        case Act.ALLOWED | Act.CHANGED:
            after = replace(after, waiting_since=None, removed=False)
        case Act.REMOVED:
            after = replace(after, waiting_since=None, removed=True, ended_at=ended_before)
        case Act.ENDED:
            after = replace(after, ended_at=ended_before)
    return after, change


@dataclass(frozen=True, slots=True)
class AccessEditor:
    """Changes the access list on behalf of an operator."""

    entries: AccessList
    by: Actor
    now: datetime

    async def allow(self, command: GrantAccess) -> AccessEntry:
        """Grant a person access, or change their roles.

        Raises `UnknownPerson` for somebody who has never signed in, `AccessChanged` where the entry was changed meanwhile, and
        `OwnAccess` for operators who would lock themselves out. Writes nothing where nothing would change.
        """
        line, grant = await self._line(command), command.grant
        if line.key == self.by.key and not (OPERATOR in grant.roles and grant.holds(self.now)):
            raise OwnAccess
        if grant == line.grant and line.waiting_since is None and not line.removed:
            return line
        first = not line.grant.roles or line.removed
        return await self._save(line, grant, Act.ALLOWED if first else Act.CHANGED, command.reason)

    async def remove(self, command: EndAccess) -> AccessEntry:
        """Remove a person's access and end their sessions. Raises the same as `allow`."""
        line = await self._line(command)
        if line.key == self.by.key:
            raise OwnAccess
        if line.removed and line.waiting_since is None:
            return line
        return await self._save(line, Grant(), Act.REMOVED, command.reason)

    async def end_sessions(self, command: EndAccess) -> AccessEntry:
        """End all of a person's sessions; they may sign in again. Raises `UnknownPerson`, `AccessChanged`."""
        line = await self._line(command)
        return await self._save(line, line.grant, Act.ENDED, command.reason)

    async def add(self, key: str, name: str, grant: Grant) -> AccessEntry:
        """Grant access before the first sign-in to a person whose key is already known. Raises `AccessChanged` where they have an
        entry."""
        return await self._save(AccessEntry(key, name), grant, Act.ALLOWED, "")

    async def _line(self, command: GrantAccess | EndAccess) -> AccessEntry:
        line = await self.entries.get(command.person_key)
        if line is None:
            raise UnknownPerson
        if command.version is not None and command.version != line.version:
            raise AccessChanged
        return line

    async def _save(self, line: AccessEntry, grant: Grant, act: Act, reason: str) -> AccessEntry:
        saved = await self.entries.save(*_changed(line, Change(self.now, act, self.by, line.grant, grant, reason)))
        log.info("access: %s of %s by %s", act.value, line.key, self.by.key or self.by.name)
        return saved


def search_entries(entries: Sequence[AccessEntry], search: str = "") -> Sequence[AccessEntry]:
    """Search the access list by name, team or number. First those who wait for access, the longest wait first; then the others by
    name."""
    term = search.casefold().strip()
    digits = term.replace("-", "").replace(" ", "")
    matches = [
        entry
        for entry in entries
        if term in f"{entry.name}\n{entry.grant.team}".casefold() or (digits and entry.key.startswith(digits))
    ]
    waiting = sorted(
        (entry for entry in matches if entry.waiting_since), key=lambda entry: (entry.waiting_since, entry.key)
    )
    return [
        *waiting,
        *sorted(
            (entry for entry in matches if not entry.waiting_since),
            key=lambda entry: (entry.name.casefold(), entry.key),
        ),
    ]


def _ordered_roles(roles: Sequence[str]) -> tuple[str, ...]:
    return tuple(role for role in ROLES if role in roles)
