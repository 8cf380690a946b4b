"""Announces service windows in advance."""

from __future__ import annotations

from datetime import datetime

from shared.domain.commands import AnnounceWindow
from shared.domain.evaluation.windows import ServiceWindow, check_window
from shared.domain.ports import ServiceWindows


async def announce_window(command: AnnounceWindow, windows: ServiceWindows, by: str, now: datetime) -> ServiceWindow:
    """Store a window. Its id follows from its start and end, so sending the same window twice stores it once. Raises
    `PeriodRefused` with a code for what is wrong, and `DependencyUnavailable`."""
    check_window(command.start, command.end, now)
    window = ServiceWindow(
        id=f"{command.start:%Y%m%dT%H%MZ}-{command.end:%Y%m%dT%H%MZ}",
        start=command.start,
        end=command.end,
        announced=now,
        text=command.text,
    )
    await windows.announce(window, by)
    return window
