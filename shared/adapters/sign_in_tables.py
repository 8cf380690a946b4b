"""Sign-ins in progress, on Azure Table Storage."""

from __future__ import annotations

from datetime import UTC, datetime
import json
from uuid import uuid4

from azure.core import MatchConditions
from azure.core.exceptions import ResourceModifiedError, ResourceNotFoundError
from azure.data.tables import TableEntity, UpdateMode

from shared.adapters.expired_rows import delete_expired
from shared.adapters.storage import out_of_reach
from shared.adapters.table_store import TableStore
from shared.domain.ports import Handshake

_LOGIN = "login"


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
        return await delete_expired(self._table, _LOGIN, before)


def _key(state: str) -> dict[str, str]:
    return {"PartitionKey": _LOGIN, "RowKey": state}


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
