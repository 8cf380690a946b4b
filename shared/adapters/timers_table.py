"""The timers' heartbeats, on Azure Table Storage: a row for each timer's newest successful run and one for its newest failed run,
so that writing needs no reading first; and a row for each run that was started by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from shared.adapters.table_store import TableStore
from shared.domain.timers import Heartbeat, StartedRun, TimerRun

_BEATS, _BY_HAND = "beat", "started"
_GOOD, _BAD = "good", "bad"


class TableTimerRuns(TableStore):
    """Implements `TimerRuns`."""

    TABLE = "timers"

    async def ended(self, run: TimerRun) -> None:
        await self._table.replace(
            {
                "PartitionKey": _BEATS,
                "RowKey": f"{run.timer}_{_BAD if run.failed else _GOOD}",
                "began": run.began.isoformat(),
                "ended": run.ended.isoformat(),
                "failed": run.failed,
                "by": run.by,
            }
        )

    async def heartbeats(self) -> Mapping[str, Heartbeat]:
        beats: dict[str, Heartbeat] = {}
        async for row in self._table.rows_of(_BEATS):
            timer, _, kind = row["RowKey"].rpartition("_")
            began, ended = (datetime.fromisoformat(row[name]) for name in ("began", "ended"))
            run = TimerRun(timer, began, ended, row["failed"], row["by"])
            beat = beats.get(timer, Heartbeat())
            beats[timer] = replace(beat, failed=run) if kind == _BAD else replace(beat, succeeded=run)
        return beats

    async def started(self, run: StartedRun) -> None:
        # The SDK retries a PUT whose response was lost. The row's key is the run's own, so there is still only one row.
        await self._table.replace(
            {
                "PartitionKey": _BY_HAND,
                "RowKey": f"{run.at.astimezone(UTC):%Y%m%dT%H%M%S%f}_{uuid4().hex}",
                "timer": run.timer,
                "at": run.at.isoformat(),
                "by": run.by,
                "reason": run.reason,
            }
        )

    async def trail(self) -> Sequence[StartedRun]:
        runs = [
            StartedRun(row["timer"], datetime.fromisoformat(row["at"]), row["by"], row["reason"])
            async for row in self._table.rows_of(_BY_HAND)
        ]
        return runs[::-1]
