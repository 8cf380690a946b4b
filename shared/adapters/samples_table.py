"""Health samples of the dependencies, on Azure Table Storage: a partition for each check and day, a row for each minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from azure.core.exceptions import ResourceNotFoundError

from shared.adapters.storage import out_of_reach, pages
from shared.adapters.storage_writes import create_once, delete_rows
from shared.adapters.table_store import TableStore
from shared.domain.ports import Sample

_READ = ["at", "up", "milliseconds", "message"]
"""The columns that are read: without the keys and the row's timestamp a day is read in two thirds of the time."""

LATELY = timedelta(minutes=10)
"""How far back the newest sample is searched for first."""


class TableSamples(TableStore):
    """Implements `Samples`."""

    TABLE = "uptime"

    async def save(self, sample: Sample) -> None:
        at = sample.at.astimezone(UTC)
        row = {
            "PartitionKey": f"{sample.check}_{at:%Y%m%d}",
            "RowKey": f"{at:%H%M}",
            "at": at.isoformat(),
            "up": sample.up,
            "milliseconds": sample.milliseconds,
            "message": sample.message,
        }
        async with out_of_reach():
            table = await self._table.client()
            await create_once(table, row)  # A minute keeps its first sample.

    async def latest(self, check: str, now: datetime) -> Sample | None:
        at = now.astimezone(UTC)
        recent = at - LATELY if at - LATELY >= at.replace(hour=0, minute=0, second=0, microsecond=0) else at
        # Usually the last few rows of today suffice; whole days are read only when the timer has not run for a while.
        for day, first in ((at, f"{recent:%H%M}"), (at, ""), (at - timedelta(days=1), "")):
            if rows := await self._rows(check, day.date(), first, _READ):
                return _sample(check, rows[-1])
        return None

    async def of_day(self, check: str, day: date) -> Sequence[Sample]:
        return [_sample(check, row) for row in await self._rows(check, day, only=_READ)]

    async def _rows(self, check: str, day: date, first: str = "", only: list[str] | None = None) -> list[Any]:
        async with out_of_reach():
            table = await self._table.client()
        where, parameters = "PartitionKey eq @partition", {"partition": f"{check}_{day:%Y%m%d}"}
        if first:
            where, parameters = f"{where} and RowKey ge @first", {**parameters, "first": first}
        listed = table.query_entities(where, parameters=parameters, select=only)
        return [row async for rows in pages(listed.by_page()) for row in rows]

    async def forget_day(self, check: str, day: date) -> int:
        rows = await self._rows(check, day)
        if rows:
            async with out_of_reach():
                table = await self._table.client()
            await delete_rows(table, rows)
        return len(rows)

    async def probe(self) -> None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                await table.get_entity("probe", "probe", select=["RowKey"])
            except ResourceNotFoundError as error:
                if error.error_code == "TableNotFound":  # type: ignore[attr-defined]
                    raise


def _sample(check: str, row: Any) -> Sample:
    return Sample(check, datetime.fromisoformat(row["at"]), row["up"], row["milliseconds"], row["message"])
