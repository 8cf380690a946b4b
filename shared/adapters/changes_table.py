"""The packages and form versions that have run on this instance, and since when: a row for each, in the evaluation's table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from shared.adapters.evaluation_table import NAME
from shared.adapters.storage import out_of_reach
from shared.adapters.storage_writes import create_once
from shared.adapters.table_store import TableStore
from shared.domain.evaluation.changes import FirstSeen

_PARTITION = "changes"


class TableChanges(TableStore):
    """Implements `ChangeRecords`."""

    TABLE = NAME

    async def note(self, first_seen: FirstSeen) -> None:
        row = {
            "PartitionKey": _PARTITION,
            "RowKey": f"{first_seen.app or '-'}_{first_seen.name}",
            "app": first_seen.app,
            "name": first_seen.name,
            "at": first_seen.at.astimezone(UTC).isoformat(),
            "baseline": first_seen.is_baseline,
        }
        async with out_of_reach():
            table = await self._table.client()
            await create_once(table, row)

    async def all(self) -> Sequence[FirstSeen]:
        return [
            FirstSeen(row["app"], row["name"], datetime.fromisoformat(row["at"]), row["baseline"])
            async for row in self._table.rows_of(_PARTITION)
        ]
