"""Entity lists on Azure Table Storage: a partition for each app, a row for each registration."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus

from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableTransactionError, UpdateMode

from shared.adapters.storage import out_of_reach, pages
from shared.adapters.storage_writes import transact
from shared.adapters.table_store import TableStore
from shared.domain.entities import Entity
from shared.domain.problems import Conflict

CONCURRENCY = 20
"""Rows read in parallel: a registration may have thousands of chosen entities."""


class TableEntities(TableStore):
    """Implements `Entities`."""

    TABLE = "entities"

    async def save(self, app: str, entity: Entity, owner: str) -> None:
        row = {"PartitionKey": app, "RowKey": entity.id, "title": entity.title, "owner": owner}
        async with out_of_reach():
            table = await self._table.client()
            try:
                # As a transaction, since the SDK does not retry other inserts whose response was lost.
                await transact(table, [("create", row)])
            except TableTransactionError as error:
                if error.status_code != HTTPStatus.CONFLICT:
                    raise
                stored = await table.get_entity(app, entity.id, select=["owner"])
                if stored.get("owner") not in (None, "", owner):
                    raise Conflict from None
                await table.update_entity(row, mode=UpdateMode.REPLACE)

    async def owner(self, app: str, id: str) -> str | None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                row = await table.get_entity(app, id, select=["owner"])
            except ResourceNotFoundError:
                return None
        return row.get("owner") or ""

    async def of(self, app: str) -> Sequence[Entity]:
        async with out_of_reach():
            table = await self._table.client()
        listed = table.query_entities("PartitionKey eq @app", parameters={"app": app}, select=["RowKey", "title"])
        entities = [Entity(row["RowKey"], row["title"]) async for rows in pages(listed.by_page()) for row in rows]
        return sorted(entities, key=lambda entity: (entity.title.casefold(), entity.id))

    async def titles(self, app: str, ids: Collection[str]) -> Mapping[str, str]:
        gate = asyncio.Semaphore(CONCURRENCY)

        async def title(id: str) -> str | None:
            async with gate:
                return await self._title(app, id)

        titles = await asyncio.gather(*(title(id) for id in ids))
        return {id: title for id, title in zip(ids, titles, strict=True) if title is not None}

    async def _title(self, app: str, id: str) -> str | None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                row = await table.get_entity(app, id, select=["title"])
            except ResourceNotFoundError:
                return None
        return str(row["title"])
