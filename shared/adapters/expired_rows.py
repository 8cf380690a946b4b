"""Deletes rows of a table that have expired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from azure.data.tables import TableEntity, TableTransactionError

from shared.adapters.storage import Table, out_of_reach, pages
from shared.adapters.storage_writes import transact

if TYPE_CHECKING:
    from shared.adapters.table_client import PlainTableClient

_TOGETHER = 100
"""Rows of one transaction, the most that the service takes."""


async def delete_expired(table: Table, partition: str, before: datetime) -> int:
    """Delete what expired before; how many. A request for a hundred of them, so they go faster than anybody can make them, at a
    request each."""
    async with out_of_reach():
        client = await table.client()
    listed = client.query_entities(
        "PartitionKey eq @partition and expires_at lt @before",
        parameters={"partition": partition, "before": before},
        select=["PartitionKey", "RowKey"],
    )
    number = 0
    async for rows in pages(listed.by_page()):
        for start in range(0, len(rows), _TOGETHER):
            await _delete(client, rows[start : start + _TOGETHER])
        number += len(rows)
    return number


async def _delete(client: PlainTableClient, rows: Sequence[TableEntity]) -> None:
    async with out_of_reach():
        try:
            await transact(client, [("delete", row) for row in rows])
            return
        except TableTransactionError as error:
            if error.status_code != 404:
                raise
    # One of them is gone already, and so none was deleted.
    for row in rows:
        async with out_of_reach():
            await client.delete_entity(row)
