"""Service windows and notes on incidents, in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.ports import IncidentNote


class MemoryWindows:
    """Implements `ServiceWindows`."""

    def __init__(self) -> None:
        self.windows: dict[str, ServiceWindow] = {}
        self.noted: dict[str, IncidentNote] = {}

    async def announce(self, window: ServiceWindow, by: str) -> None:
        self.windows[window.id] = window

    async def withdraw(self, id: str, at: datetime, by: str) -> ServiceWindow | None:
        window = self.windows.get(id)
        if window is not None and window.withdrawn is None:
            window = self.windows[id] = replace(window, withdrawn=at)
        return window

    async def all(self) -> Sequence[ServiceWindow]:
        return sorted(self.windows.values(), key=lambda window: (window.start, window.id))

    async def note(self, note: IncidentNote) -> None:
        self.noted[note.incident] = note

    async def notes(self) -> Mapping[str, IncidentNote]:
        return dict(self.noted)
