"""Stores what operators keep and count in one table of Azure Table Storage: a partition for the holds, one for each day's hours,
one for each target and day, and one for what each target was found to have."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
import json
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

from azure.core import MatchConditions
from azure.core.exceptions import ResourceNotFoundError

from shared.adapters.storage import beginning, out_of_reach, pages
from shared.adapters.storage_writes import delete_rows, transact
from shared.adapters.table_store import TableStore
from shared.domain.delivery_status import Status
from shared.domain.ports import Checked, Finding, Hold, HourTally, TakenLine, Unknown
from shared.domain.registration import RegistrationKey
from shared.domain.text.time_format import danish_clock
from shared.domain.waiting import Group, Pile

NAME = "operations"
_HELD = "held"
_FOUND = "found_"


class _Operations(TableStore):
    TABLE = NAME


class TableHolds(_Operations):
    """Implements `TargetHolds`."""

    async def every(self) -> Mapping[str, Hold]:
        return {row["RowKey"]: _hold(row) async for row in self._table.rows_of(_HELD)}

    async def hold(self, hold: Hold) -> None:
        facts = {"since": hold.since.astimezone(UTC).isoformat(), "by": hold.by, "reason": hold.reason}
        await self._table.replace({"PartitionKey": _HELD, "RowKey": hold.target, **facts})

    async def release(self, target: str) -> None:
        async with out_of_reach():
            table = await self._table.client()
            try:
                await table.delete_entity(_HELD, target)
            except ResourceNotFoundError:
                return


class TableTallies(_Operations):
    """Implements `HourTallies`: a row for each hour."""

    async def save(self, hour: datetime, piles: Mapping[Pile, Group]) -> None:
        counts = [[pile.status.value, pile.target, pile.app, group.count] for pile, group in piles.items()]
        await self._table.replace(
            {"PartitionKey": _of_hours(hour), "RowKey": f"{hour.astimezone(UTC):%H}", "counts": json.dumps(counts)}
        )

    async def between(self, first: datetime, last: datetime) -> Sequence[HourTally]:
        days = {_of_hours(first + timedelta(hours=hours)) for hours in range(int((last - first) / _HOUR) + 1)}
        hours = [_tally(row) for day in sorted(days | {_of_hours(last)}) async for row in self._table.rows_of(day)]
        return [tally for tally in hours if first <= tally.hour <= last]


class TableReceipts(_Operations):
    """Implements `Receipts`: a row for each delivery that a target accepted."""

    async def note(self, target: str, line: TakenLine) -> None:
        await self._table.replace(
            {
                "PartitionKey": _of_day(target, danish_clock(line.at).date()),
                "RowKey": f"{line.registration.person_key}_{line.registration.id}",
                "at": line.at.astimezone(UTC).isoformat(),
                "receipt": line.receipt,
                "confirmed": line.confirmed,
            }
        )

    async def of_day(self, target: str, day: date) -> AsyncIterator[TakenLine]:
        async for row in self._table.rows_of(_of_day(target, day)):
            person_key, _, id = str(row["RowKey"]).partition("_")
            key = RegistrationKey(person_key=person_key, id=UUID(id))
            yield TakenLine(key, datetime.fromisoformat(row["at"]), row["receipt"], row["confirmed"])


class TableFindings(_Operations):
    """Implements `Findings`: a row for each delivery that a target was asked for, its day first in the key."""

    async def note(self, target: str, day: date, checked: Checked) -> bool:
        from azure.data.tables import TableTransactionError, UpdateMode

        key = checked.registration
        row = {
            "PartitionKey": f"{_FOUND}{target}",
            "RowKey": f"{day:%Y%m%d}_{key.person_key}_{key.id}",
            "finding": checked.finding.value,
            "at": checked.at.astimezone(UTC).isoformat(),
            "ids": json.dumps(checked.ids[:MAX_IDS]),
            "explained": checked.explained,
            "by": checked.by,
            "unknown": checked.unknown.value,
            "write": uuid4().hex,
        }
        as_read = {
            "etag": checked.version,
            "match_condition": MatchConditions.IfNotModified,
            "mode": UpdateMode.REPLACE,
        }
        async with out_of_reach():
            table = await self._table.client()
            try:
                await transact(table, [("update", row, as_read) if checked.version else ("create", row)])
            except TableTransactionError as error:
                if error.status_code not in (404, 409, 412):
                    raise
                # If a response was lost, the retry meets the row of the first try, which has the same `write`.
                stored = await self._stored(row)
                return stored is not None and stored.get("write") == row["write"]
        return True

    async def _stored(self, row: Mapping[str, Any]) -> Mapping[str, Any] | None:
        table = await self._table.client()
        try:
            return await table.get_entity(row["PartitionKey"], row["RowKey"])
        except ResourceNotFoundError:
            return None

    async def between(self, target: str, first: date, last: date) -> AsyncIterator[tuple[date, Checked]]:
        end = f"{last + timedelta(days=1):%Y%m%d}"
        async for row in self._table.rows_of(f"{_FOUND}{target}", f"{first:%Y%m%d}", end):
            day, person_key, id = str(row["RowKey"]).split("_")
            key = RegistrationKey(person_key=person_key, id=UUID(id))
            ids, at = tuple(json.loads(row["ids"])), datetime.fromisoformat(row["at"])
            unknown, version = Unknown(row.get("unknown", "")), row.metadata["etag"]
            checked = Checked(key, Finding(row["finding"]), at, ids, row["explained"], row["by"], unknown, version)
            yield datetime.strptime(day, "%Y%m%d").replace(tzinfo=UTC).date(), checked

    async def forget(self, before: date) -> int:
        first, end = beginning(_FOUND)
        async with out_of_reach():
            client = await self._table.client()
        listed = client.query_entities(
            "PartitionKey ge @first and PartitionKey lt @end and RowKey lt @before",
            parameters={"first": first, "end": end, "before": f"{before:%Y%m%d}"},
            select=["PartitionKey", "RowKey"],
        )
        number = 0
        async for rows in pages(listed.by_page()):
            for _, of_target in groupby(rows, key=itemgetter("PartitionKey")):
                together = list(of_target)
                await delete_rows(client, together)
                number += len(together)
        return number


MAX_IDS = 20
"""How many of a target's own ids of one delivery are kept."""

_HOUR = timedelta(hours=1)
_STATES = frozenset(status.value for status in Status)


def _of_hours(moment: datetime) -> str:
    return f"hours_{moment.astimezone(UTC):%Y%m%d}"


def _of_day(target: str, day: date) -> str:
    return f"taken_{target}_{day:%Y%m%d}"


def _hold(row: Any) -> Hold:
    return Hold(row["RowKey"], datetime.fromisoformat(row["since"]), row["by"], row["reason"])


def _tally(row: Any) -> HourTally:
    day = str(row["PartitionKey"]).removeprefix("hours_")
    hour = datetime.strptime(f"{day}{row['RowKey']}", "%Y%m%d%H").replace(tzinfo=UTC)
    # A newer package that was rolled back may have counted in states that this one does not have.
    counts = [count for count in json.loads(row["counts"]) if count[0] in _STATES]
    return HourTally(hour, {Pile(Status(status), target, app): count for status, target, app, count in counts})
