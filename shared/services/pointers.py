"""Pointers of what is not delivered yet, and how one goes away."""

from __future__ import annotations

from shared.domain.registration import FINAL, Pointer
from shared.services.work import Work


async def drop(pointer: Pointer, work: Work) -> None:
    """Delete the pointer of a row that was seen to be final, or not to be there.

    A person may send the row again between the look and the deletion. Who does so writes the pointer after the row too, so of
    the two, one sees what the other did.
    """
    await work.registrations.settled(pointer)
    latest = await work.registrations.get(pointer)
    if latest is not None and latest.status not in FINAL:
        await work.registrations.pend(pointer)
