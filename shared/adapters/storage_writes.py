"""Writes that are retried where that is safe: transactions, and single operations in place of a transaction with only one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from azure.core.exceptions import (
    AzureError,
    HttpResponseError,
    IncompleteReadError,
    ServiceRequestError,
    ServiceResponseError,
)

from shared.adapters.storage import out_of_reach

if TYPE_CHECKING:
    from shared.adapters.table_client import Operation, PlainTableClient

PAUSES = (0.2, 0.5)
"""Seconds before the second and the third try of a transaction."""

MAX_PAUSE = 2.0
"""The longest `Retry-After` in seconds that is waited for."""

MAX_OPERATIONS = 100
"""Of one transaction, the most that the service takes."""

_WITHOUT_ECHO = {"response_preference": "return-no-content"}
"""The storage does not send back what was written, which would cost as much as the write."""

_T = TypeVar("_T")

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""Statuses after which a retry may succeed."""


async def transact(table: PlainTableClient, operations: Sequence[Any]) -> list[dict[str, Any]]:
    """Do the operations in one partition as a transaction; gives the responses' headers in order.

    Tries three times. A busy storage answers 202 with a 503 inside, but the SDK looks at the outer status only, and it never
    retries a POST whose connection failed. A try that failed may have been done nevertheless, so the operations must be such that
    a retry after a success fails: by a key that exists, or an etag that has changed. Raises what the SDK raises.
    """
    quiet = [(*operation, _WITHOUT_ECHO) if operation[0] == "create" else operation for operation in operations]
    if len(quiet) == 1 and quiet[0][0] in ("create", "update"):
        return [await tried(lambda: _alone(table, *quiet[0]))]
    plain = _plain(quiet)
    answers = await tried(
        lambda: table.write_together(plain) if plain else table.submit_transaction(quiet, retry_total=0)
    )
    return [dict(answer) for answer in answers]


async def create_once(table: PlainTableClient, row: dict[str, Any]) -> None:
    """Create a row, or leave the existing one: another caller's, or this call's own if a response was lost. Raises the SDK's
    errors.

    As a transaction, since the SDK does not retry other inserts whose response was lost.
    """
    from azure.data.tables import TableTransactionError

    try:
        await transact(table, [("create", row)])
    except TableTransactionError as error:
        if error.status_code != 409:
            raise


async def delete_rows(table: PlainTableClient, rows: Sequence[Any]) -> None:
    """Delete rows of one partition, a hundred to a request; one that is gone already is no fault. Raises
    `DependencyUnavailable`."""
    for first in range(0, len(rows), MAX_OPERATIONS):
        together = rows[first : first + MAX_OPERATIONS]
        if not await _all_deleted(table, together):
            # One of them is gone already, and so none was deleted.
            for row in together:
                async with out_of_reach():
                    await table.delete_entity(row)


async def _all_deleted(table: PlainTableClient, rows: Sequence[Any]) -> bool:
    from azure.data.tables import TableTransactionError

    async with out_of_reach():
        try:
            await transact(table, [("delete", row) for row in rows])
        except TableTransactionError as error:
            if error.status_code != 404:
                raise
            return False
    return True


async def _alone(table: PlainTableClient, kind: str, row: Any, options: Mapping[str, Any]) -> dict[str, Any]:
    """Do the only operation of a transaction on its own: equally atomic, and half the work for the storage. Raises as the
    transaction would."""
    from azure.data.tables import TableTransactionError

    try:
        if plain := _plain([(kind, row, options)]):
            etag = plain[0].etag
            return {"etag": await (table.replace(row, etag) if etag else table.insert(row))}
        done = table.create_entity if kind == "create" else table.update_entity
        return dict(await done(row, **options, retry_total=0))
    except HttpResponseError as error:
        if error.status_code in (404, 409, 412):
            raise TableTransactionError(message=error.message, response=error.response) from None
        raise


def _plain(operations: Sequence[Any]) -> list[Operation] | None:
    """The operations as those of plain rows that are written whole; None where any of them is another."""
    from azure.core import MatchConditions
    from azure.data.tables import UpdateMode

    from shared.adapters.table_client import Operation, is_plain

    plain = []
    for kind, row, *further in operations:
        options = further[0] if further else {}
        whole = options.get("mode") is UpdateMode.REPLACE
        as_read = options.get("match_condition") is MatchConditions.IfNotModified and bool(options.get("etag"))
        written_whole = {"create": True, "upsert": whole, "update": whole and as_read}
        if not written_whole.get(kind) or not is_plain(row):
            return None
        plain.append(Operation(row, options["etag"] if kind == "update" else "", anyway=kind == "upsert"))
    return plain


async def tried(call: Callable[[], Awaitable[_T]]) -> _T:
    """Call up to three times, while the failure may be temporary. Raises what the last try raises, or a permanent failure at
    once."""
    for pause in PAUSES:
        try:
            return await call()
        except AzureError as error:
            if not _passing(error):
                raise
            await asyncio.sleep(max(pause, _asked_for(error)))
    return await call()


def _passing(error: AzureError) -> bool:
    if isinstance(error, (ServiceRequestError, ServiceResponseError, IncompleteReadError)):
        return True
    return isinstance(error, HttpResponseError) and error.status_code in _PASSING


def _asked_for(error: AzureError) -> float:
    """The pause in seconds that the service asks for."""
    response: Any = error.response if isinstance(error, HttpResponseError) else None
    wished = response.headers.get("Retry-After", "") if response is not None else ""
    return min(float(wished), MAX_PAUSE) if wished.isdecimal() else 0.0
