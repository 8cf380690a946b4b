"""Keeps an app that is withdrawn from taking anything new."""

from __future__ import annotations

from datetime import UTC, datetime

from shared.domain.problems import Withdrawn
from shared.domain.registration import Registration
from shared.domain.text.time_format import danish_clock
from shared.services.dependencies import Dependencies


def refuse_if_withdrawn(registration: Registration, dependencies: Dependencies) -> None:
    """Raise `Withdrawn` where the app takes nothing new and the registration was begun too late. What was begun before
    is taken however late it comes; a clock that is ahead of ours puts nothing off."""
    day = dependencies.definitions.withdrawn(registration.app)
    if day is None:
        return
    if danish_clock(begun(registration)).date() >= day:
        raise Withdrawn(day=f"{day:%d.%m.%Y}")


def begun(registration: Registration) -> datetime:
    """When the phone made the id, a UUIDv7, which begins with its time in milliseconds; never after it came."""
    made, came = (registration.id.int >> 80) / 1000, registration.received_at.timestamp()
    return datetime.fromtimestamp(min(made, came), UTC)
