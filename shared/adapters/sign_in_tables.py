"""Sign-ins under way and signed-out sessions, on Azure Table Storage."""

from __future__ import annotations

from datetime import UTC, datetime
import json

from azure.core import MatchConditions
from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableTransactionError

from shared.adapters.storage import Account, Table, out_of_reach
from shared.domain.ports import Handshake

_LOGIN, _SESSION = "login", "session"


class TableHandshakes:
    """Implements `Handshakes`: single use by a conditional delete."""

    def __init__(self, account: Account) -> None:
        self._table = Table(account, "handshakes")

    async def put(self, handshake: Handshake) -> None:
        async with out_of_reach():
            table = await self._table.client()
            await table.create_entity(
                {
                    "PartitionKey": _LOGIN,
                    "RowKey": handshake.state,
                    "flow": json.dumps(dict(handshake.flow)),
                    "next": handshake.next,
                    "device": handshake.device,
                    "expires_at": handshake.expires_at,
                }
            )

    async def take(self, state: str) -> Handshake | None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                row = await table.get_entity(_LOGIN, state)
                unread = {"etag": row.metadata["etag"], "match_condition": MatchConditions.IfNotModified}
                # In a transaction, since the SDK's own delete says nothing when somebody else has deleted already.
                await table.submit_transaction([("delete", row, unread)])
            except ResourceNotFoundError:
                return None
            except TableTransactionError as error:
                if error.status_code in (404, 412):
                    return None
                raise
        return Handshake(state, json.loads(row["flow"]), row["next"], row["device"], _aware(row["expires_at"]))

    async def forget(self, before: datetime) -> int:
        return await _forget(self._table, _LOGIN, before)

    async def close(self) -> None:
        await self._table.close()


class TableRevocations:
    """Implements `Revocations`."""

    def __init__(self, account: Account) -> None:
        self._table = Table(account, "revoked")

    async def revoke(self, session_id: str, until: datetime) -> None:
        async with out_of_reach():
            table = await self._table.client()
            await table.upsert_entity({"PartitionKey": _SESSION, "RowKey": session_id, "expires_at": until})

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

    async def close(self) -> None:
        await self._table.close()


async def _forget(table: Table, partition: str, before: datetime) -> int:
    """Delete what expired before; how many."""
    async with out_of_reach():
        client = await table.client()
        old = client.query_entities(
            "PartitionKey eq @partition and expires_at lt @before",
            parameters={"partition": partition, "before": before},
            select=["RowKey"],
        )
        keys = [row["RowKey"] async for row in old]
        for key in keys:
            await client.delete_entity(partition, key)
    return len(keys)


def _aware(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
