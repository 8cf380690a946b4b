"""A measurement, how it is taken and how it is printed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement beside its floor, both in milliseconds and of the same run. `against` says what the floor is."""

    label: str
    ours: float
    floor: float
    against: str

    @property
    def ratio(self) -> float:
        return self.ours / self.floor


def quantile(times: Sequence[float], part: float) -> float:
    """The value below which the share `part` (0 to 1) of the times lies."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, round(part * (len(ordered) - 1)))]


def median(times: Sequence[float]) -> float:
    return quantile(times, 0.5)


def timed(call: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each of `times` calls, after one that is not counted."""
    call()
    durations = []
    for _ in range(times):
        began = perf_counter()
        call()
        durations.append(1000 * (perf_counter() - began))
    return durations


async def timed_async(call: Callable[[], Awaitable[object]], times: int) -> list[float]:
    """As `timed`, for an async call, one after the other."""
    await call()
    durations = []
    for _ in range(times):
        began = perf_counter()
        await call()
        durations.append(1000 * (perf_counter() - began))
    return durations


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table of text."""
    rows = [("what", "ours ms", "floor ms", "ratio", "floor")]
    rows += [
        (figure.label, f"{figure.ours:.2f}", f"{figure.floor:.2f}", f"{figure.ratio:.1f}", figure.against)
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = []
    for label, *numbers, against in rows:
        padded = "  ".join(number.rjust(width) for number, width in zip(numbers, widths[1:], strict=True))
        lines.append(f"{label.ljust(widths[0])}  {padded}  {against}")
    return "\n".join([lines[0], "-" * max(map(len, lines)), *lines[1:]])
