"""Announces service windows, ahead of time only."""

from __future__ import annotations

from datetime import datetime

from shared.domain.commands import AnnounceWindow
from shared.domain.evaluation.windows import ServiceWindow, check_window
from shared.domain.ports import ServiceWindows


async def announce_window(command: AnnounceWindow, windows: ServiceWindows, by: str, now: datetime) -> ServiceWindow:
    """Store a window. Its id is made of its beginning and end, so that the same sent twice is one window.

    Raises `PeriodRefused` with the code of what is wrong, and `DependencyUnavailable`.
    """
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
