"""Meters what the functions use, as Azure bills it: executions, and the memory of the instance for as long as any of them runs
("On demand" of Microsoft's page on Flex Consumption billing); messages and operations of the queues, calls, and lines of the log.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
import json
import logging
from pathlib import Path
import threading
import time

from local.host.monitor import Series

INSTANCE_MB = 2048
"""Memory of one instance, whatever is used of it."""

_PROVIDERS = "/subscriptions/local/resourceGroups/local/providers"
RESOURCE = f"{_PROVIDERS}/Microsoft.Web/sites/feltskema"
"""What the local host is called as a resource."""
QUEUES = f"{_PROVIDERS}/Microsoft.Storage/storageAccounts/feltskema/queueServices/default"
GATEWAY = f"{_PROVIDERS}/Microsoft.ApiManagement/service/feltskema"
WORKSPACE = f"{_PROVIDERS}/Microsoft.OperationalInsights/workspaces/feltskema"
RESOURCES = (RESOURCE, QUEUES, GATEWAY, WORKSPACE)
"""What is metered on one machine. Nobody meters the storage's tables and blobs there, nor what leaves the machine."""

_EXECUTIONS, _UNITS = (f"{RESOURCE} OnDemandFunctionExecution{unit}" for unit in ("Count", "Units"))
_LOGGED = f"{WORKSPACE} bytes"


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
        self._lock = threading.Lock()

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
            self._count({_EXECUTIONS: 1, _UNITS: milliseconds * INSTANCE_MB})

    def queue(self, operation: str, times: int = 1) -> None:
        """Count operations of the queue service, by their name in Azure Monitor."""
        if times:
            self._count({f"{QUEUES} Transactions/{operation}": times})

    def call(self) -> None:
        """Count a call that came in from outside."""
        self._count({f"{GATEWAY} Requests": 1})

    def logged(self, size: int) -> None:
        """Count bytes of the log."""
        self._count({_LOGGED: size})

    def metrics(self) -> Mapping[str, Mapping[str, Series]]:
        """The metrics of each resource, by the names that Azure Monitor has for them."""
        metrics: dict[str, dict[str, dict[datetime, float]]] = {
            resource: {} for resource in RESOURCES if resource != WORKSPACE
        }
        for hour, counts in self._hours.items():
            for key, count in counts.items():
                resource, _, name = key.partition(" ")
                if resource in metrics:
                    metrics[resource].setdefault(name, {})[datetime.fromisoformat(hour)] = float(count)
        return metrics

    def logs(self) -> Mapping[str, Series]:
        """The bytes that each workspace took in, by hour."""
        hours = {hour: counts[_LOGGED] for hour, counts in self._hours.items() if _LOGGED in counts}
        return {WORKSPACE: {datetime.fromisoformat(hour): float(size) for hour, size in hours.items()}}

    def _count(self, more: Mapping[str, int]) -> None:
        now = self._clock()
        minute, hour = f"{now:%Y%m%dT%H%M}", now.replace(minute=0, second=0, microsecond=0).isoformat()
        # Lines of the log come from threads too.
        with self._lock:
            counts = self._hours.setdefault(hour, {})
            for key, count in more.items():
                counts[key] = counts.get(key, 0) + count
            if minute != self._written:
                self._written = minute
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(json.dumps(self._hours), "utf-8")


class LogMeter(logging.Handler):
    """Counts the lines of the log in UTF-8, as long as they are. Its filter must be that of the log itself."""

    def __init__(self, meter: Meter) -> None:
        super().__init__()
        self._meter = meter

    def emit(self, record: logging.LogRecord) -> None:
        self._meter.logged(len(self.format(record).encode("utf-8", "replace")))


def _read(file: Path) -> dict[str, dict[str, int]]:
    try:
        stored: dict[str, dict[str, int]] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    # An earlier version kept a list an hour, of executions alone.
    return {hour: counts for hour, counts in stored.items() if isinstance(counts, dict)}
