"""Meters what the functions use, as Flex Consumption bills it: executions, and the memory of the instance for as long as any of
them runs ("On demand" of Microsoft's page on Flex Consumption billing)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
import json
from pathlib import Path
import time

from local.host.monitor import Series

INSTANCE_MB = 2048
"""Memory of one instance, whatever is used of it."""

RESOURCE = "/subscriptions/local/resourceGroups/local/providers/Microsoft.Web/sites/feltskema"
"""What the local host is called as a resource."""


def _now() -> datetime:
    return datetime.now(UTC)


class Meter:
    """Counts by the hour in which an execution, or a time without a pause between executions, ended. Kept in `file`, which is
    written once a minute at most."""

    def __init__(
        self, file: Path, clock: Callable[[], datetime] = _now, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._file, self._clock, self._ticks = file, clock, ticks
        self._running = 0
        self._since = 0.0
        self._written = ""
        self._hours = _read(file)

    @contextmanager
    def execution(self) -> Iterator[None]:
        """Around one execution."""
        if not self._running:
            self._since = self._ticks()
        self._running += 1
        try:
            yield
        finally:
            self._running -= 1
            milliseconds = 0 if self._running else round((self._ticks() - self._since) * 1000)
            self._count(1, milliseconds * INSTANCE_MB)

    def series(self) -> Mapping[str, Series]:
        """The metrics of the app, by the names that Azure Monitor has for them."""
        return {
            name: {datetime.fromisoformat(hour): float(counts[place]) for hour, counts in self._hours.items()}
            for place, name in enumerate(("OnDemandFunctionExecutionCount", "OnDemandFunctionExecutionUnits"))
        }

    def _count(self, executions: int, units: int) -> None:
        now = self._clock()
        minute, hour = f"{now:%Y%m%dT%H%M}", now.replace(minute=0, second=0, microsecond=0).isoformat()
        before = self._hours.get(hour, [0, 0])
        self._hours[hour] = [before[0] + executions, before[1] + units]
        if minute != self._written:
            self._written = minute
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(json.dumps(self._hours), "utf-8")


def _read(file: Path) -> dict[str, list[int]]:
    try:
        hours: dict[str, list[int]] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return hours
