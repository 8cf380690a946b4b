"""The access list on Azure Table Storage. It is one partition, so that an entry and the record of its change are stored in one
transaction, and that one request reads a person's entry with the person's signed-out sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
import json
import secrets
from typing import Any

from azure.core import MatchConditions
from azure.core.exceptions import ResourceNotFoundError
from azure.data.tables import TableTransactionError, UpdateMode

from shared.adapters.expired_rows import delete_expired
from shared.adapters.storage import beginning, out_of_reach
from shared.adapters.storage_writes import transact
from shared.adapters.table_store import TableStore
from shared.domain.access.access_list import AccessEntry, Act, Actor, Change, Grant
from shared.domain.problems import AccessChanged

_LIST = "list"
_LINES, _TRAIL = "e_", "t_"
_ENDED = "ended_"
"""Right behind the entries, and not among them: earlier releases take every row that begins with `e_` for an entry."""


class TableAccess(TableStore):
    """Implements `AccessList`. Row keys: `e_` and the person key for an entry; `ended_`, the person key and a session's id for a
    session that was signed out; `t_`, the person key, the time and a random suffix for a change, which is inserted once and never
    updated."""

    TABLE = "access"

    async def get(self, key: str) -> AccessEntry | None:
        row = await self._row(f"{_LINES}{key}")
        return None if row is None else _entry(row, row.metadata["etag"])

    async def _row(self, row_key: str) -> Any:
        async with out_of_reach():
            table = await self._table.client()
            try:
                return await table.get_entity(_LIST, row_key)
            except ResourceNotFoundError:
                return None

    async def of_session(self, key: str, session_id: str) -> tuple[AccessEntry | None, bool]:
        line, ended = f"{_LINES}{key}", _ended_key(key, session_id)
        of_person = beginning(line), beginning(f"{_ENDED}{key}_")
        async with out_of_reach():
            table = await self._table.client()
            page = await table.first_page(_LIST, *of_person)
        if page is None:
            return await self.get(key), await self._row(ended) is not None
        rows = {row["RowKey"]: row for row in page}
        return _entry(rows[line], rows[line]["odata.etag"]) if line in rows else None, ended in rows

    async def sign_out(self, key: str, session_id: str, until: datetime) -> None:
        await self._table.replace({"PartitionKey": _LIST, "RowKey": _ended_key(key, session_id), "expires_at": until})

    async def forget(self, before: datetime) -> int:
        return await delete_expired(self._table, _LIST, before, _ENDED)

    async def every(self) -> Sequence[AccessEntry]:
        return [_entry(row, row.metadata["etag"]) for row in await self._rows(_LINES)]

    async def save(self, entry: AccessEntry, change: Change) -> AccessEntry:
        change_row = _change_row(entry.key, change)
        line = {**_row(entry), "write": change_row["RowKey"]}
        unread = {"etag": entry.version, "match_condition": MatchConditions.IfNotModified, "mode": UpdateMode.REPLACE}
        stored: tuple[Any, ...] = ("update", line, unread) if entry.version else ("create", line)
        async with out_of_reach():
            table = await self._table.client()
            try:
                await transact(table, [stored, ("create", change_row)])
            except TableTransactionError as error:
                if error.status_code not in (404, 409, 412):
                    raise
            row: Any = await self._row(line["RowKey"])
        # If a response was lost, the retry meets the row of the first try, which has the same `write`.
        if row is None or row["write"] != line["write"]:
            raise AccessChanged
        return _entry(row, row.metadata["etag"])

    async def trail(self, key: str) -> Sequence[Change]:
        return [_change(row) for row in await self._rows(f"{_TRAIL}{key}_")]

    async def _rows(self, begins: str) -> Sequence[Any]:
        """The rows whose keys begin with `begins`, in the order of their keys."""
        return [row async for row in self._table.rows_of(_LIST, *beginning(begins))]


def _ended_key(key: str, session_id: str) -> str:
    return f"{_ENDED}{key}_{session_id}"


def _row(entry: AccessEntry) -> dict[str, Any]:
    return {
        "PartitionKey": _LIST,
        "RowKey": f"{_LINES}{entry.key}",
        "name": entry.name,
        "grant": _as_json(entry.grant),
        "removed": entry.removed,
        "waiting_since": _text(entry.waiting_since),
        "ended_at": _text(entry.ended_at),
    }


def _entry(row: Any, etag: str) -> AccessEntry:
    return AccessEntry(
        key=row["RowKey"].removeprefix(_LINES),
        name=row["name"],
        grant=_grant(row["grant"]),
        waiting_since=_moment(row["waiting_since"]),
        removed=row["removed"],
        ended_at=_moment(row["ended_at"]),
        version=etag,
    )


def _change_row(key: str, change: Change) -> dict[str, Any]:
    at = change.at.astimezone(UTC)
    return {
        "PartitionKey": _LIST,
        "RowKey": f"{_TRAIL}{key}_{at:%Y%m%dT%H%M%S.%f}_{secrets.token_hex(4)}",
        "at": at.isoformat(),
        "act": change.act.value,
        "by_key": change.by.key,
        "by_name": change.by.name,
        "old": _as_json(change.old),
        "new": _as_json(change.new),
        "reason": change.reason,
        "about": change.about,
    }


def _change(row: Mapping[str, Any]) -> Change:
    return Change(
        at=datetime.fromisoformat(row["at"]),
        act=Act(row["act"]),
        by=Actor(row["by_key"], row["by_name"]),
        old=_grant(row["old"]),
        new=_grant(row["new"]),
        reason=row["reason"],
        about=row.get("about") or "",
    )


def _as_json(grant: Grant) -> str:
    days = {"from": grant.valid_from, "to": grant.valid_to}
    document = {name: day.isoformat() for name, day in days.items() if day}
    return json.dumps({"roles": grant.roles, "team": grant.team, **document}, ensure_ascii=False)


def _grant(content: str) -> Grant:
    document = json.loads(content)
    days = [date.fromisoformat(document[name]) if name in document else None for name in ("from", "to")]
    return Grant(tuple(document["roles"]), document["team"], *days)


def _text(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def _moment(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
