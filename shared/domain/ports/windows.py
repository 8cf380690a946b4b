"""The store of what operators add to the samples: service windows in advance, notes on incidents afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.evaluation.windows import ServiceWindow


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """An operator's note on an incident: `cause` and what was done; `by` their name, `at` when."""

    incident: str
    cause: str
    by: str
    at: datetime


class ServiceWindows(Protocol):
    """Windows are announced and called off, but never changed or deleted, so that announcements can be read afterwards."""

    async def announce(self, window: ServiceWindow, by: str) -> None:
        """Store a new window; `by` is the operator's name."""
        ...

    async def withdraw(self, id: str, at: datetime, by: str) -> ServiceWindow | None:
        """Call a window off; None where there is none. One that is called off already stays unchanged."""
        ...

    async def all(self) -> Sequence[ServiceWindow]:
        """Every window, by its beginning, including those that were called off."""
        ...

    async def note(self, note: IncidentNote) -> None:
        """Store a note on an incident, in place of an earlier one."""
        ...

    async def notes(self) -> Mapping[str, IncidentNote]:
        """Every note, by its incident."""
        ...
