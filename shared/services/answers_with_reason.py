"""Shows the answers of a registration to a person who must resolve its delivery, and records their reason in the audit trail
first."""

from __future__ import annotations

from datetime import datetime

from shared.domain.access.access_list import Act, Actor, Change
from shared.domain.access.person import Person
from shared.domain.ports import AccessList, Registrations
from shared.domain.problems import AccessChanged, NoAccess, UnknownRegistration
from shared.domain.registration import Registration, RegistrationKey

TRIES = 5
"""How often the entry in the audit trail is written before giving up, when others change the access list at the same time."""


async def answers_with_reason(  # noqa: PLR0913, PLR0917 (who, why, and where it is written)
    key: RegistrationKey,
    reason: str,
    by: Person,
    entries: AccessList,
    registrations: Registrations,
    now: datetime,
) -> Registration:
    """Return the registration after recording in the audit trail who reads whose answers, and why.

    Where that cannot be recorded, no answers are shown. Raises `UnknownRegistration`, `AccessChanged`, `DependencyUnavailable`,
    and `NoAccess` for a reader without an entry in the access list.
    """
    registration = await registrations.get(key)
    if registration is None:
        raise UnknownRegistration
    for attempt in range(TRIES):
        line = await entries.get(by.key)
        if line is None:
            raise NoAccess
        change = Change(now, Act.READ, Actor(by.key, by.name), line.grant, line.grant, reason, about=str(key))
        try:
            await entries.save(line, change)
        except AccessChanged:
            if attempt == TRIES - 1:
                raise
        else:
            return registration
    raise AccessChanged
