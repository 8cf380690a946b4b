"""Attachments whose registration has not arrived yet, on Azure Table Storage: a partition for each person, a row for each
attachment."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from azure.core import MatchConditions
from azure.core.exceptions import ResourceModifiedError, ResourceNotFoundError
from azure.data.tables import TableEntity, UpdateMode

from shared.adapters.storage import out_of_reach, pages
from shared.adapters.table_store import TableStore
from shared.domain.attachments import AttachmentKey, Unregistered


class TableUnregistered(TableStore):
    """Implements `UnregisteredAttachments`."""

    TABLE = "unregistered"

    async def add(self, attachment: Unregistered) -> None:
        async with out_of_reach():
            table = await self._table.client()
            row = {**_place(attachment.key), "size": attachment.size, "sent_at": attachment.sent_at}
            await table.upsert_entity(row, mode=UpdateMode.REPLACE)

    async def of_person(self, person_key: str) -> Sequence[Unregistered]:
        rows = self._rows("PartitionKey eq @person", {"person": person_key})
        return [
            Unregistered(_key(row), int(row["size"]), row["sent_at"], row.get("deleted_from")) async for row in rows
        ]

    async def remove(self, keys: Sequence[AttachmentKey]) -> None:
        async with out_of_reach():
            table = await self._table.client()
        for key in keys:
            async with out_of_reach():
                try:
                    await table.delete_entity(_place(key))
                except ResourceNotFoundError:
                    continue

    async def mark(self, key: AttachmentKey, before: datetime, now: datetime) -> datetime | None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                row = await table.get_entity(*_place(key).values())
                if row["sent_at"] >= before:
                    return None
                if "deleted_from" not in row:
                    await table.update_entity(
                        {**_place(key), "size": row["size"], "sent_at": row["sent_at"], "deleted_from": now},
                        mode=UpdateMode.REPLACE,
                        etag=row.metadata["etag"],
                        match_condition=MatchConditions.IfNotModified,
                    )
            except (ResourceNotFoundError, ResourceModifiedError):
                return None
        marked: datetime = row.get("deleted_from", now)
        return marked

    async def sent_before(self, moment: datetime, limit: int) -> Sequence[AttachmentKey]:
        keys: list[AttachmentKey] = []
        async for row in self._rows("sent_at lt @moment", {"moment": moment}):
            keys.append(_key(row))
            if len(keys) == limit:
                break
        return keys

    async def _rows(self, condition: str, values: dict[str, Any]) -> AsyncIterator[TableEntity]:
        async with out_of_reach():
            table = await self._table.client()
        async for rows in pages(table.query_entities(condition, parameters=values).by_page()):
            for row in rows:
                yield row


def _place(key: AttachmentKey) -> dict[str, str]:
    return {"PartitionKey": key.person_key, "RowKey": f"{key.registration}_{key.id}"}


def _key(row: TableEntity) -> AttachmentKey:
    registration, _, id = row["RowKey"].partition("_")
    return AttachmentKey(row["PartitionKey"], UUID(registration), UUID(id))
