"""Sign-ins in progress and signed-out sessions, on Azure Table Storage."""

from __future__ import annotations

from datetime import UTC, datetime
import json
from typing import TYPE_CHECKING
from uuid import uuid4

from azure.core import MatchConditions
from azure.core.exceptions import ResourceModifiedError, ResourceNotFoundError
from azure.data.tables import TableEntity, UpdateMode

from shared.adapters.storage import Table, out_of_reach, pages
from shared.adapters.storage_writes import delete_rows
from shared.adapters.table_store import TableStore
from shared.domain.ports import Handshake

if TYPE_CHECKING:
    pass

_LOGIN, _SESSION = "login", "session"


class TableHandshakes(TableStore):
    """Implements `Handshakes`. A conditional update ensures that each is used only once."""

    TABLE = "handshakes"

    async def put(self, handshake: Handshake) -> None:
        async with out_of_reach():
            table = await self._table.client()
            await table.upsert_entity(
                {
                    **_key(handshake.state),
                    "flow": json.dumps(dict(handshake.flow)),
                    "next": handshake.next,
                    "device": handshake.device,
                    "expires_at": handshake.expires_at,
                },
                mode=UpdateMode.REPLACE,
            )

    async def take(self, state: str) -> Handshake | None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                row = await table.get_entity(_LOGIN, state)
            except ResourceNotFoundError:
                return None
            if "taken" in row or not await self._mark_used(row):
                return None
        return Handshake(state, json.loads(row["flow"]), row["next"], row["device"], _aware(row["expires_at"]))

    async def _mark_used(self, row: TableEntity) -> bool:
        """Mark the handshake as used; whether this call was the first. It is emptied instead of deleted, so that a retry after a
        lost response recognises its own mark. `forget` deletes it."""
        table, mark = await self._table.client(), uuid4().hex
        emptied = {**_key(row["RowKey"]), "taken": mark, "expires_at": row["expires_at"]}
        unread, etag = MatchConditions.IfNotModified, row.metadata["etag"]
        try:
            await table.update_entity(emptied, mode=UpdateMode.REPLACE, etag=etag, match_condition=unread)
        except ResourceNotFoundError:
            return False
        except ResourceModifiedError:
            latest = await table.get_entity(_LOGIN, row["RowKey"])
            return latest.get("taken") == mark
        return True

    async def forget(self, before: datetime) -> int:
        return await _forget(self._table, _LOGIN, before)


class TableRevocations(TableStore):
    """Implements `Revocations`."""

    TABLE = "revoked"

    async def revoke(self, session_id: str, until: datetime) -> None:
        async with out_of_reach():
            table = await self._table.client()
            row = {"PartitionKey": _SESSION, "RowKey": session_id, "expires_at": until}
            await table.upsert_entity(row, mode=UpdateMode.REPLACE)

    async def revoked(self, session_id: str) -> bool:
        async with out_of_reach():
            table = await self._table.client()
            try:
                await table.get_entity(_SESSION, session_id, select=["RowKey"])
            except ResourceNotFoundError:
                return False
        return True

    async def forget(self, before: datetime) -> int:
        return await _forget(self._table, _SESSION, before)


async def _forget(table: Table, partition: str, before: datetime) -> int:
    """Delete what has expired; gives the number of deleted rows. A request deletes a hundred, so that deleting is faster than any
    caller can add them."""
    async with out_of_reach():
        client = await table.client()
    listed = client.query_entities(
        "PartitionKey eq @partition and expires_at lt @before",
        parameters={"partition": partition, "before": before},
        select=["PartitionKey", "RowKey"],
    )
    number = 0
    async for rows in pages(listed.by_page()):
        await delete_rows(client, rows)
        number += len(rows)
    return number


def _key(state: str) -> dict[str, str]:
    return {"PartitionKey": _LOGIN, "RowKey": state}


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
