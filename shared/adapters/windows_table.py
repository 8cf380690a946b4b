"""Service windows and notes on incidents, on Azure Table Storage: a partition for each of the two, since there are few rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import ResourceModifiedError, ResourceNotFoundError
from azure.data.tables import UpdateMode

from shared.adapters.storage import out_of_reach
from shared.adapters.table_store import TableStore
from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.ports import IncidentNote

_WINDOWS, _NOTES = "window", "note"


class TableWindows(TableStore):
    """Implements `ServiceWindows`."""

    TABLE = "windows"

    async def announce(self, window: ServiceWindow, by: str) -> None:
        await self._table.replace(
            {
                "PartitionKey": _WINDOWS,
                "RowKey": window.id,
                "start": window.start.isoformat(),
                "end": window.end.isoformat(),
                "announced": window.announced.isoformat(),
                "text": window.text,
                "by": by,
            }
        )

    async def withdraw(self, id: str, at: datetime, by: str) -> ServiceWindow | None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                row: Any = await table.get_entity(_WINDOWS, id)
            except ResourceNotFoundError:
                return None
            if not row.get("withdrawn"):
                row |= {"withdrawn": at.isoformat(), "withdrawnBy": by}
                unread = {"etag": row.metadata["etag"], "match_condition": MatchConditions.IfNotModified}
                try:
                    await table.update_entity(row, mode=UpdateMode.REPLACE, **unread)
                except ResourceModifiedError:
                    # Called off at the same time by another operator, or by a try of ours whose response was lost.
                    row = await table.get_entity(_WINDOWS, id)
        return _window(row)

    async def all(self) -> Sequence[ServiceWindow]:
        windows = [_window(row) async for row in self._table.rows_of(_WINDOWS)]
        return sorted(windows, key=lambda window: (window.start, window.id))

    async def note(self, note: IncidentNote) -> None:
        await self._table.replace(
            {
                "PartitionKey": _NOTES,
                "RowKey": note.incident,
                "cause": note.cause,
                "by": note.by,
                "at": note.at.isoformat(),
            }
        )

    async def notes(self) -> Mapping[str, IncidentNote]:
        return {
            row["RowKey"]: IncidentNote(row["RowKey"], row["cause"], row["by"], datetime.fromisoformat(row["at"]))
            async for row in self._table.rows_of(_NOTES)
        }


def _window(row: Any) -> ServiceWindow:
    start, end, announced = (datetime.fromisoformat(row[name]) for name in ("start", "end", "announced"))
    withdrawn = row.get("withdrawn")
    return ServiceWindow(
        row["RowKey"], start, end, announced, row["text"], datetime.fromisoformat(withdrawn) if withdrawn else None
    )
