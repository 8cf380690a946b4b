"""Runs timer triggers by their NCRONTAB schedules in UTC: never twice at a time, and once at start if a run was missed."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
import json
import logging
from pathlib import Path

from azure.functions.timer import TimerRequest
from croniter import croniter

from local.host.functions import Function
from local.host.worker import Worker

log = logging.getLogger("host")


def schedule(expression: str, start: datetime) -> croniter:
    """Parse an NCRONTAB expression: six fields with seconds first, or five without. Day of month and weekday must both match.
    Raises `ValueError` for anything else."""
    fields = expression.split()
    six = expression if len(fields) == 6 else f"0 {expression}"
    return croniter(six, start, second_at_beginning=True, day_or=False)


class Timer:
    """Runs one function on its schedule. The time of the last run is stored in a file in `state` (Azure's host uses a blob),
    unless it runs more than once a minute or `useMonitor` is false."""

    def __init__(self, function: Function, expression: str, worker: Worker, state: Path) -> None:
        self._function, self._expression, self._worker = function, expression, worker
        times = schedule(expression, datetime.now(UTC))
        first: datetime = times.get_next(datetime)
        often = times.get_next(datetime) - first < timedelta(minutes=1)
        monitored = function.trigger.get("useMonitor", True) is not False and not often
        self._status = state / f"{function.name}.json" if monitored else None

    async def run(self) -> None:
        """Run until cancelled."""
        missed = self._missed()
        if missed or self._function.trigger.get("runOnStartup"):
            await self._ran(past_due=missed)
        due = datetime.now(UTC)
        while True:
            # The event loop may wake up slightly before the wall clock's time: the same run must not happen twice.
            now = max(datetime.now(UTC), due)
            due = schedule(self._expression, now).get_next(datetime)
            await asyncio.sleep((due - datetime.now(UTC)).total_seconds())
            await self._ran(past_due=False)

    def _missed(self) -> bool:
        if self._status is None or not self._status.exists():
            return False
        last = datetime.fromisoformat(json.loads(self._status.read_text())["last"])
        due: datetime = schedule(self._expression, last).get_next(datetime)
        return due < datetime.now(UTC)

    async def _ran(self, past_due: bool) -> None:
        began = datetime.now(UTC)
        with contextlib.suppress(Exception):  # The worker has logged it; the schedule goes on.
            await self._worker.run(self._function, TimerRequest(past_due=past_due))
        if self._status:
            self._status.parent.mkdir(parents=True, exist_ok=True)
            self._status.write_text(json.dumps({"last": began.isoformat()}))
