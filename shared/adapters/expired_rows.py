"""Deletes rows of a table that have expired."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from shared.adapters.storage import Table, beginning, out_of_reach, pages
from shared.adapters.storage_writes import delete_rows


async def delete_expired(table: Table, partition: str, before: datetime, prefix: str = "") -> int:
    """Delete what has expired, of the rows whose keys begin with `prefix` if it is given; gives the number of deleted rows. A
    request deletes a hundred, so that deleting is faster than any caller can add them."""
    async with out_of_reach():
        client = await table.client()
    values: dict[str, Any] = {"partition": partition, "before": before}
    where = "PartitionKey eq @partition and expires_at lt @before"
    if prefix:
        first, end = beginning(prefix)
        where, values = f"{where} and RowKey ge @first and RowKey lt @end", {**values, "first": first, "end": end}
    listed = client.query_entities(
        where,
        parameters=values,
        select=["PartitionKey", "RowKey"],
    )
    number = 0
    async for rows in pages(listed.by_page()):
        await delete_rows(client, rows)
        number += len(rows)
    return number
