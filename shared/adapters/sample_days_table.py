"""Whole days of samples in condensed form, on Azure Table Storage: a partition for each month, a row for each day and part.

So a report reads a month of all parts with one request, and a quarter with three.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
import json
from typing import Any

from azure.data.tables import UpdateMode

from shared.adapters.storage import out_of_reach
from shared.adapters.table_store import TableStore
from shared.domain.evaluation.day_samples import MINUTES, DaySamples

MAX_CAUSES_BYTES = 30_000
"""A text property holds at most 32,768 characters (Azure Table Storage). A day with more causes keeps the first ones."""


class TableSampleDays(TableStore):
    """Implements `SampleDays`."""

    TABLE = "sampledays"

    async def save(self, record: DaySamples) -> None:
        causes = dict(record.causes)
        while len(text := json.dumps(causes)) > MAX_CAUSES_BYTES:
            causes = dict(list(causes.items())[: len(causes) // 2])
        async with out_of_reach():
            table = await self._table.client()
            await table.upsert_entity(
                {
                    "PartitionKey": f"{record.day:%Y%m}",
                    "RowKey": f"{record.day:%d}_{record.part}",
                    "up": record.up.to_bytes(MINUTES // 8, "big"),
                    "down": record.down.to_bytes(MINUTES // 8, "big"),
                    "causes": text,
                    "medianMs": record.median_ms,
                    "slowestMs": record.slowest_ms,
                },
                mode=UpdateMode.REPLACE,
            )

    async def between(self, first: date, last: date) -> Sequence[DaySamples]:
        records: list[DaySamples] = []
        month = first.replace(day=1)
        while month <= last:
            records += [_record(row) async for row in self._table.rows_of(f"{month:%Y%m}")]
            month = (month + timedelta(days=32)).replace(day=1)
        return [record for record in records if first <= record.day <= last]


def _record(row: Any) -> DaySamples:
    day, _, part = row["RowKey"].partition("_")
    return DaySamples(
        part=part,
        day=datetime.strptime(f"{row['PartitionKey']}{day}", "%Y%m%d").replace(tzinfo=UTC).date(),
        up=int.from_bytes(row["up"], "big"),
        down=int.from_bytes(row["down"], "big"),
        causes={int(minute): cause for minute, cause in json.loads(row["causes"]).items()},
        median_ms=row["medianMs"],
        slowest_ms=row["slowestMs"],
    )
