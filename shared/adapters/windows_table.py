"""Service windows and notes on incidents, on Azure Table Storage: a partition each, since there are few of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import ResourceModifiedError, ResourceNotFoundError
from azure.data.tables import UpdateMode

from shared.adapters.storage import Account, Table, out_of_reach, pages
from shared.domain.evaluation.windows import ServiceWindow
from shared.domain.ports import IncidentNote

_WINDOWS, _NOTES = "window", "note"


class TableWindows:
    """Implements `ServiceWindows`."""

    def __init__(self, account: Account) -> None:
        self._table = Table(account, "windows")

    async def announce(self, window: ServiceWindow, by: str) -> None:
        await self._write(
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
                    # Called off at the same time by another, or by a try of ours whose answer was lost.
                    row = await table.get_entity(_WINDOWS, id)
        return _window(row)

    async def all(self) -> Sequence[ServiceWindow]:
        return sorted(
            (_window(row) for row in await self._rows(_WINDOWS)), key=lambda window: (window.start, window.id)
        )

    async def note(self, note: IncidentNote) -> None:
        await self._write(
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
            for row in await self._rows(_NOTES)
        }

    async def _write(self, row: dict[str, Any]) -> None:
        async with out_of_reach():
            table = await self._table.client()
            await table.upsert_entity(row, mode=UpdateMode.REPLACE)

    async def _rows(self, partition: str) -> list[Any]:
        async with out_of_reach():
            table = await self._table.client()
        listed = table.query_entities("PartitionKey eq @partition", parameters={"partition": partition})
        return [row async for rows in pages(listed.by_page()) for row in rows]

    async def close(self) -> None:
        await self._table.close()


def _window(row: Any) -> ServiceWindow:
    start, end, announced = (datetime.fromisoformat(row[name]) for name in ("start", "end", "announced"))
    withdrawn = row.get("withdrawn")
    return ServiceWindow(
        row["RowKey"], start, end, announced, row["text"], datetime.fromisoformat(withdrawn) if withdrawn else None
    )
