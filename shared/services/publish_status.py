"""Writes the public status page as files, so that it can be read even when the functions have stopped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
import logging

from shared.domain.evaluation.status import Status, status, status_period
from shared.domain.evaluation.status_page import status_page
from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.ports import PublicFiles
from shared.domain.problems import DependencyUnavailable
from shared.services.uptime_report import UptimeSources, part_timelines

PAGES = {"da": "index.html", "en": "en/index.html"}
"""The file of each language, below the address `/status`."""

log = logging.getLogger("feltskema.status")


async def current_status(sources: UptimeSources, windows: Sequence[ServiceWindow], now: datetime) -> Status:
    """The present state and the history for the status page. Raises `DependencyUnavailable`."""
    period = status_period(now.astimezone(UTC))
    return status(period, await part_timelines(period, sources, now), sources.parts, windows)


async def publish_status(
    sources: UptimeSources, windows: Sequence[ServiceWindow], files: PublicFiles, now: datetime
) -> bool:
    """Write the page in each language; returns whether it was written. A storage that does not answer is logged and stops nothing
    else: the old page shows its age."""
    try:
        current = await current_status(sources, windows, now)
        for language, name in PAGES.items():
            await files.write(name, status_page(current, language).encode(), "text/html; charset=utf-8")
    except DependencyUnavailable as error:
        log.warning("the status page could not be written: %s", error.code)
        return False
    return True


class StatusWatch:
    """Decides each minute whether the page must be written at once: while something is down, and for a few minutes after."""

    AFTER_MINUTES = 5

    def __init__(self) -> None:
        self._left = self.AFTER_MINUTES

    def changed(self, all_up: bool) -> bool:
        """Whether to write the page now; call after each round of samples. A new process does not know what was written last, and
        says yes."""
        if not all_up:
            self._left = self.AFTER_MINUTES
            return True
        self._left -= 1
        return self._left >= 0
