"""Deletes rows of a table that have expired."""

from __future__ import annotations

from datetime import datetime

from shared.adapters.storage import Table, out_of_reach, pages
from shared.adapters.storage_writes import delete_rows


async def delete_expired(table: Table, partition: str, before: datetime) -> int:
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
