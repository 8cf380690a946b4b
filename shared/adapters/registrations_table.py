"""The registrations on Azure Table Storage: a partition for each consultant, newest first."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from azure.core import MatchConditions
from azure.data.tables import TableTransactionError, UpdateMode

from shared.adapters.outbox_rows import bucket_key, outbox_place, to_outbox_entry, to_outbox_row
from shared.adapters.readable_rows import readable
from shared.adapters.registration_rows import (
    ENTRY_COLUMNS,
    earlier_key,
    history_range,
    row_key,
    stamp,
    to_earlier_row,
    to_entry,
    to_event,
    to_history_row,
    to_registration,
    to_row,
)
from shared.adapters.row_cursor import read_cursor
from shared.adapters.storage import Account, Table, out_of_reach, pages
from shared.adapters.storage_writes import transact, tried
from shared.adapters.table_client import ANY_VERSION
from shared.domain.ports import AlreadyExists, Page, WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import DeliveryKey, Event, Registration, RegistrationKey
from shared.domain.waiting import BUCKETS, Group, OutboxEntry, Pile, Waiting, entries_of, share


class TableRegistrations:
    """Implements `Registrations`."""

    def __init__(self, account: Account) -> None:
        self._rows = Table(account, "registrations")
        self._outbox = Table(account, "outbox")

    async def add(self, registration: Registration) -> Registration:
        # Row and outbox entries are written at the same time, and "accepted" is answered when all are. If only an entry is
        # stored, it refers to no row, and the sweeper deletes it; if only the row is, the phone gets an error and sends again.
        stored, *entries = await asyncio.gather(
            self._insert(registration),
            *(self.put_in_outbox(entry) for entry in entries_of(registration, registration.received_at)),
            return_exceptions=True,
        )
        # Entries' failures first: an existing row may be one whose entries were not stored the last time either.
        for outcome in (*entries, stored):
            if isinstance(outcome, BaseException):
                raise outcome
        return cast("Registration", stored)

    async def _insert(self, registration: Registration) -> Registration:
        try:
            answers = await self._transact([("create", to_row(registration))])
        except _Taken:
            stored = await self.get(registration.key)
            if stored is None:
                raise DependencyUnavailable("storage-unavailable") from None
            # A response was lost, and the retry met our own row.
            if stored.received_at == registration.received_at and stored.digest == registration.digest:
                return stored
            raise AlreadyExists(stored) from None
        return registration.model_copy(update={"etag": answers[0]["etag"]})

    async def get(self, registration_key: RegistrationKey) -> Registration | None:
        return await self._get(registration_key.person_key, row_key(registration_key.id))

    async def _get(self, person_key: str, key: str) -> Registration | None:
        async with out_of_reach():
            table = await self._rows.client()
            stored = await tried(lambda: table.read(person_key, key))
        return to_registration(*stored) if stored else None

    async def page(self, person_key: str, limit: int, after: str | None = None) -> Page:
        start = "r_" if not after else read_cursor(after)
        async with out_of_reach():
            table = await self._rows.client()
        turning = table.query_entities(
            "PartitionKey eq @person and RowKey gt @start and RowKey lt 'r`'",
            parameters={"person": person_key, "start": start},
            results_per_page=limit,
            select=ENTRY_COLUMNS,
        ).by_page()
        # One request, unless the service returns a short or empty page with a continuation. Its continuation token is opaque, and
        # a row key in the emulator only; so the cursor is the key of the last row, and the page after the very last one may be
        # empty.
        read: list[Any] = []
        more = False
        async for rows in pages(turning):
            read += rows
            more = turning.continuation_token is not None  # type: ignore[attr-defined]
            if len(read) >= limit or not more:
                break
        shown = read[:limit]
        goes_on = bool(shown) and (more or len(read) > limit)
        entries = [entry for row in shown if (entry := readable(row, lambda row: to_entry(dict(row)))) is not None]
        return Page(entries, shown[-1]["RowKey"].removeprefix("r_") if goes_on else None)

    def cursor(self, id: UUID) -> str:
        return row_key(id).removeprefix("r_")

    async def earlier(self, registration_key: RegistrationKey, revision: int) -> Registration | None:
        return await self._get(registration_key.person_key, earlier_key(registration_key.id, revision))

    async def history(self, registration_key: RegistrationKey) -> Sequence[Event]:
        first, end = history_range(registration_key.id)
        rows = self._rows.rows_of(registration_key.person_key, first, end)
        return [event async for row in rows if (event := readable(row, lambda row: to_event(dict(row)))) is not None]

    async def change(
        self, registration: Registration, event: Event | None = None, earlier: Registration | None = None
    ) -> Registration:
        unchanged = {
            "etag": registration.etag,
            "match_condition": MatchConditions.IfNotModified,
            "mode": UpdateMode.REPLACE,
        }
        write = uuid4().hex
        operations: list[Any] = [("update", {**to_row(registration), "write": write}, unchanged)]
        if event is not None:
            line = to_history_row(registration, event)
            folded = event.count > 1
            operations.append(("upsert", line, {"mode": UpdateMode.REPLACE}) if folded else ("create", line))
        if earlier is not None:
            operations.append(("create", to_earlier_row(earlier)))
        try:
            etag = (await self._transact(operations))[0]["etag"]
        except (_Taken, DependencyUnavailable) as failure:
            etag = await self._landed(registration.key, write)
            if not etag:
                raise (WriteConflict if isinstance(failure, _Taken) else failure) from None
        return registration.model_copy(update={"etag": etag})

    async def _landed(self, registration_key: RegistrationKey, write: str) -> str:
        """The row's etag if the row is as this write left it. If a response was lost, the retry meets our own write; taking it
        for another worker's would stop a delivery that is ours."""
        async with out_of_reach():
            table = await self._rows.client()
            stored = await tried(lambda: table.read(registration_key.person_key, row_key(registration_key.id)))
        row, etag = stored or ({}, "")
        return etag if row.get("write") == write else ""

    def of_app(
        self, app: str, since: datetime | None, until: datetime | None, person_key: str | None = None
    ) -> AsyncIterator[Registration]:
        conditions: list[tuple[str, dict[str, str | None]]] = [
            ("RowKey ge 'r_' and RowKey lt 'r`' and app eq @app", {"app": app}),
            ("PartitionKey eq @person", {"person": person_key}),
            ("received_at ge @since", {"since": stamp(since)}),
            ("received_at lt @until", {"until": stamp(until)}),
        ]
        applied = [(words, values) for words, values in conditions if all(values.values())]
        parameters = {name: value for _, values in applied for name, value in values.items()}
        return self._registrations(" and ".join(words for words, _ in applied), parameters)

    async def _registrations(self, words: str, parameters: dict[str, str | None]) -> AsyncIterator[Registration]:
        async for row in self._rows_with(words, parameters):
            yield _registration(row)

    async def _rows_with(self, words: str, parameters: dict[str, str | None]) -> AsyncIterator[Any]:
        async with out_of_reach():
            table = await self._rows.client()
        listed = table.query_entities(words, parameters=parameters)
        async for rows in pages(listed.by_page()):
            for row in rows:
                yield row

    async def put_in_outbox(self, entry: OutboxEntry) -> None:
        async with out_of_reach():
            table = await self._outbox.client()
            # Replaced instead of merged: a PUT is retried after a lost connection, a PATCH is not.
            await table.put(to_outbox_row(entry))

    async def remove_from_outbox(self, delivery_key: DeliveryKey, version: str = "") -> None:
        async with out_of_reach():
            table = await self._outbox.client()
            place = outbox_place(delivery_key)
            await table.delete(place["PartitionKey"], place["RowKey"], version or ANY_VERSION)

    async def outbox(self, limit: int, turn: int = 0) -> Waiting:
        count, piles, entries = 0, defaultdict[Pile, Group](Group), list[OutboxEntry]()
        # All entries, to find the oldest: a request for each thousand.
        async for entry in self._entries(range(BUCKETS)):
            count += 1
            piles[entry.pile] = piles[entry.pile].with_one(entry.since)
            if count <= limit:
                entries.append(entry)
        if count > limit > 0:
            entries = [entry async for entry in self._entries(share(count, limit, turn))]
        entries.sort(key=lambda entry: entry.since)
        return Waiting(dict(piles), entries if limit else [])

    def outbox_entries(self) -> AsyncIterator[OutboxEntry]:
        return self._entries(range(BUCKETS))

    async def every(self) -> AsyncIterator[Registration]:
        async for row in self._rows_with("RowKey ge 'r_' and RowKey lt 'r`'", {}):
            if (registration := readable(row, _registration)) is not None:
                yield registration

    async def _entries(self, buckets: range) -> AsyncIterator[OutboxEntry]:
        """The outbox entries in these buckets."""
        async with out_of_reach():
            table = await self._outbox.client()
        listed = table.query_entities(
            "PartitionKey ge @first and PartitionKey le @last",
            parameters={"first": bucket_key(buckets[0]), "last": bucket_key(buckets[-1])},
        )
        async for rows in pages(listed.by_page()):
            for row in rows:
                if row.metadata["timestamp"] and (entry := readable(row, _outbox_entry)) is not None:
                    yield entry

    async def close(self) -> None:
        await asyncio.gather(self._rows.close(), self._outbox.close())

    async def _transact(self, operations: list[Any]) -> Sequence[dict[str, Any]]:
        async with out_of_reach():
            table = await self._rows.client()
            try:
                return await transact(table, operations)
            except TableTransactionError as error:
                if error.status_code in (404, 409, 412):
                    raise _Taken from None
                raise


class _Taken(Exception):
    """The row exists already, or has changed since it was read."""


def _registration(row: Any) -> Registration:
    return to_registration(dict(row), row.metadata["etag"] or "")


def _outbox_entry(row: Any) -> OutboxEntry:
    return to_outbox_entry(dict(row), row.metadata["timestamp"], row.metadata["etag"] or "")
