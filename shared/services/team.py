"""Finds whose registrations a team leader may handle, and who can be asked to handle one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shared.domain.access.access_list import AccessEntry
from shared.domain.access.person import Person
from shared.domain.access.roles import OPERATOR, TEAM_LEADER
from shared.domain.commands import MoveDelivery
from shared.domain.delivery import Assignee
from shared.domain.delivery_states import Who
from shared.domain.ports import AccessList, Registrations
from shared.domain.problems import UnknownPerson
from shared.domain.registration import DeliveryKey


async def visible_persons(person: Person, entries: AccessList) -> frozenset[str] | None:
    """The keys of the persons whose registrations this person may handle: those of the same team in the access list; None for an
    operator, who may handle everybody's. Raises `DependencyUnavailable`."""
    if OPERATOR in person.roles:
        return None
    lines = await entries.every()
    team = next((line.grant.team.strip().casefold() for line in lines if line.key == person.key), "")
    if not team:
        return frozenset()
    return frozenset(line.key for line in lines if line.grant.team.strip().casefold() == team)


async def may_handle(
    key: DeliveryKey, person: Person, persons: frozenset[str] | None, registrations: Registrations
) -> bool:
    """Whether the delivery is of one of `visible_persons`, or was handed to this person. Raises `DependencyUnavailable`."""
    if persons is None or key.registration.person_key in persons:
        return True
    registration = await registrations.get(key.registration)
    deliveries = registration.deliveries if registration else ()
    return any(d.assigned_key == person.key for d in deliveries if d.target == key.target)


def acting_as(person: Person) -> Who:
    """The role in which a person moves other people's deliveries."""
    return Who.OPERATOR if OPERATOR in person.roles else Who.TEAM_LEADER


async def helpers(entries: AccessList, now: datetime) -> Sequence[AccessEntry]:
    """The persons that a delivery can be handed to, by name: those whose roles let them see it. Raises
    `DependencyUnavailable`."""
    lines = [line for line in await entries.every() if _can_be_asked(line, now)]
    return sorted(lines, key=lambda line: (line.name.casefold(), line.key))


async def with_assignee(
    commands: Sequence[MoveDelivery], assignee: str, entries: AccessList, now: datetime
) -> list[MoveDelivery]:
    """The same moves, assigned to the person with this key. Raises `UnknownPerson` where the delivery cannot be handed to
    them."""
    line = await entries.get(assignee)
    if line is None or not _can_be_asked(line, now):
        raise UnknownPerson
    return [replace(command, assigned=Assignee(key=line.key, name=line.name)) for command in commands]


def _can_be_asked(line: AccessEntry, now: datetime) -> bool:
    holds = line.grant.holds(now) and not line.removed
    return holds and bool({OPERATOR, TEAM_LEADER} & set(line.grant.roles))
