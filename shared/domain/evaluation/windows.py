"""Service windows: work on the platform that was announced in advance, and is left out of the net uptime."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.domain.evaluation.periods import Period
from shared.domain.problems import PeriodRefused

MAX_WINDOW = timedelta(hours=48)
"""A longer one would be no service window; the limit also catches a mistyped date."""


@dataclass(frozen=True, slots=True)
class ServiceWindow:
    """From `start` up to `end` (whole minutes in UTC), announced at a moment before `start`. `text` is what the status page says
    of it, in Danish and English; `withdrawn` when it was called off."""

    id: str
    start: datetime
    end: datetime
    announced: datetime
    text: str
    withdrawn: datetime | None = None

    @property
    def excluded(self) -> tuple[datetime, datetime]:
        """The minutes that it removes from the operating time: if it was called off while it ran, only those that had passed."""
        end = self.end if self.withdrawn is None else max(self.start, min(self.end, self.withdrawn))
        return self.start, end


def check_window(start: datetime, end: datetime, now: datetime) -> None:
    """Raise `PeriodRefused` unless a window can be announced now. Windows are announced in advance only, since announcing one
    afterwards would hide downtime."""
    if start <= now:
        raise PeriodRefused("window-in-the-past")
    if end <= start:
        raise PeriodRefused("window-ends-first")
    if end - start > MAX_WINDOW:
        raise PeriodRefused("window-too-long")


def excluded_minutes(period: Period, windows: Iterable[ServiceWindow]) -> int:
    """The minutes that windows remove from a period, a bit each; a minute in several windows counts once."""
    minutes = 0
    for window in windows:
        start, end = window.excluded
        if window.announced < window.start and end > start:
            minutes |= period.mask(start, end)
    return minutes
