"""Reads one registration and its history."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from shared.domain.ports import Registrations
from shared.domain.registration import Event, Registration, RegistrationKey


async def read_registration(
    registration_key: RegistrationKey, registrations: Registrations, revision: int | None = None
) -> tuple[Registration, Sequence[Event]] | None:
    """The registration and its history up to its present state, oldest first; None where there is none.

    With `revision`, as it was before that correction, and the history up to then. Raises `DependencyUnavailable`.

    Row and changes are read concurrently, so a delivery may change state between the two. The line for a state is stored together
    with it: where that line is missing, the changes were read too early and are read again; lines of later states are left out.
    """
    registration, changes = await asyncio.gather(
        registrations.get(registration_key) if revision is None else registrations.earlier(registration_key, revision),
        registrations.history(registration_key),
    )
    if registration is None:
        return None
    history = registration.whole_history(changes)
    if all(event.at != registration.status_at for event in history):
        history = registration.whole_history(await registrations.history(registration_key))
    return registration, [event for event in history if event.at <= registration.status_at]
