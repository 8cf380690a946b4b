"""The state of each minute of a period: up, down, or unknown.

Minutes are bits of integers, so that a quarter's 130,000 minutes are combined, cut and counted in microseconds, and every figure
is exact to the minute. A minute is never both up and down; one that is neither is unknown, and unknown never counts as up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
import re

from shared.domain.evaluation.periods import Period


@dataclass(frozen=True, slots=True)
class Timeline:
    """The minutes of one dependency in a period, a bit each as in `Period.mask`. Raises `ValueError` for a minute that is both up
    and down, or outside the period."""

    period: Period
    up: int = 0
    down: int = 0

    def __post_init__(self) -> None:
        if self.up & self.down:
            raise ValueError("A minute cannot be both up and down.")
        if (self.up | self.down) > self.period.everything:
            raise ValueError("A minute lies outside the period.")

    @property
    def unknown(self) -> int:
        """The minutes of which nothing is known."""
        return self.period.everything & ~(self.up | self.down)

    def cut(self, period: Period) -> Timeline:
        """The minutes of another period; those outside this one's are unknown."""
        shift = (period.start - self.period.start) // timedelta(minutes=1)
        up, down = (moved(minutes, -shift) & period.everything for minutes in (self.up, self.down))
        return Timeline(period, up, down)

    def states(self) -> str:
        """A letter for each minute: `u` up, `d` down, `?` unknown."""
        if not (length := self.period.minutes):
            return ""
        # A byte a minute, as numbers of so many bytes: added up at once, none of the bytes is carried into the next.
        up, down = (int.from_bytes(f"{minutes:0{length}b}".encode(), "big") for minutes in (self.up, self.down))
        return (up + 2 * down).to_bytes(length, "big").translate(_LETTERS).decode()[::-1]


_LETTERS = bytes.maketrans(bytes(3 * ord("0") + state for state in range(3)), b"?ud")
"""Nothing of either, 1 of `up`, or twice 1 of `down`, each counted from the digit 0."""


def moved(minutes: int, later: int) -> int:
    """The same minutes, a number of minutes later (earlier, below 0)."""
    return minutes << later if later >= 0 else minutes >> -later


def joined(period: Period, pieces: Iterable[Timeline]) -> Timeline:
    """One timeline of a period, combined from pieces that do not overlap, such as the days of a month."""
    up = down = 0
    for piece in pieces:
        part = piece.cut(period)
        up |= part.up
        down |= part.down
    return Timeline(period, up & ~down, down)


def all_needed(period: Period, parts: Iterable[Timeline]) -> Timeline:
    """The timeline of something that needs all of these: down while any is, up while all are, else unknown."""
    up, down, some = period.everything, 0, False
    for part in parts:
        up &= part.up
        down |= part.down
        some = True
    return Timeline(period, up if some else 0, down)


def within_reach(minutes: int, reach: int) -> int:
    """The given minutes, and those at most `reach` minutes after one of them."""
    covered, width = minutes, 1
    while width <= reach:
        # Each step doubles the reach; the last one covers only what is left.
        step = min(width, reach + 1 - width)
        covered |= covered << step
        width += step
    return covered


@dataclass(frozen=True, slots=True)
class Uptime:
    """How many of the counted minutes were up, down and unknown."""

    up: int
    down: int
    unknown: int

    @property
    def operating(self) -> int:
        """The operating time: the number of minutes counted."""
        return self.up + self.down + self.unknown

    @property
    def share(self) -> Fraction | None:
        """(operating time - downtime) / operating time, where an unknown minute counts as downtime: unknown is never up. None
        where no minute is counted."""
        return Fraction(self.up, self.operating) if self.operating else None

    @property
    def highest(self) -> Fraction | None:
        """What `share` would be if every unknown minute had been up; the true value is between the two."""
        return Fraction(self.up + self.unknown, self.operating) if self.operating else None


def percent(share: Fraction | None) -> str | None:
    """A share in percent with three decimals, rounded down: 99.9999 is never shown as 100. None stays None."""
    if share is None:
        return None
    thousandths = share * 100_000
    whole, decimals = divmod(thousandths.numerator // thousandths.denominator, 1000)
    return f"{whole}.{decimals:03}"


def uptime(timeline: Timeline, counted: int | None = None) -> Uptime:
    """Count a timeline's minutes: those in `counted`, a bit each, or all."""
    counted = timeline.period.everything if counted is None else counted & timeline.period.everything
    return Uptime(*((minutes & counted).bit_count() for minutes in (timeline.up, timeline.down, timeline.unknown)))


def runs(states: str, pattern: re.Pattern[str], period: Period) -> Iterator[tuple[datetime, datetime]]:
    """Where a pattern of `Timeline.states` occurs: each start, and the end after it."""
    for match in pattern.finditer(states):
        yield tuple(period.start + timedelta(minutes=place) for place in match.span())  # type: ignore[misc]
