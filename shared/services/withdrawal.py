"""Refuses new registrations of a withdrawn app."""

from __future__ import annotations

from datetime import UTC, datetime

from shared.domain.problems import Withdrawn
from shared.domain.registration import Registration
from shared.domain.text.time_format import danish_clock
from shared.services.dependencies import Dependencies


def refuse_if_withdrawn(registration: Registration, dependencies: Dependencies) -> None:
    """Raise `Withdrawn` where the app is withdrawn and the registration was begun after that.

    One that was begun before is accepted however late it arrives. A clock ahead of ours does not help: the time of arrival is the
    limit.
    """
    day = dependencies.definitions.withdrawn(registration.app)
    if day is None:
        return
    if danish_clock(begun(registration)).date() >= day:
        raise Withdrawn(day=f"{day:%d.%m.%Y}")


def begun(registration: Registration) -> datetime:
    """When the phone made the id, a UUIDv7, which starts with its time in milliseconds; at the latest, the time of its
    arrival."""
    created, received = (registration.id.int >> 80) / 1000, registration.received_at.timestamp()
    return datetime.fromtimestamp(min(created, received), UTC)
