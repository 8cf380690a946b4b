"""What operators write beside the samples: service windows ahead of time, notes on incidents afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shared.domain.evaluation.windows import ServiceWindow


@dataclass(frozen=True, slots=True)
class IncidentNote:
    """What an operator says of an incident: `cause` and what was done, in words; `by` their name, `at` when."""

    incident: str
    cause: str
    by: str
    at: datetime


class ServiceWindows(Protocol):
    """Windows are announced and withdrawn, never changed or removed: what was promised can be read afterwards."""

    async def announce(self, window: ServiceWindow, by: str) -> None:
        """Store a new window; `by` is the operator's name."""
        ...

    async def withdraw(self, id: str, at: datetime, by: str) -> ServiceWindow | None:
        """Call a window off; None: there is none. One that is called off already stays as it is."""
        ...

    async def all(self) -> Sequence[ServiceWindow]:
        """Every window, by its beginning; those called off, too."""
        ...

    async def note(self, note: IncidentNote) -> None:
        """Store what is said of an incident: a later note takes the place of an earlier one."""
        ...

    async def notes(self) -> Mapping[str, IncidentNote]:
        """Every note, by its incident."""
        ...
