"""Writes that are tried again where that is safe: transactions, and single operations in the place of transactions of one."""

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

if TYPE_CHECKING:
    from shared.adapters.table_client import PlainTableClient

PAUSES = (0.2, 0.5)
"""Seconds before the second and the third try of a transaction."""

MAX_PAUSE = 2.0
"""Seconds of the service's `Retry-After` that are waited for."""

_WITHOUT_ECHO = {"response_preference": "return-no-content"}
"""What is written is not sent back, which costs both sides as much as the writing."""

_T = TypeVar("_T")

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
"""What the service answers when it may well do it a moment later."""


async def transact(table: PlainTableClient, operations: Sequence[Any]) -> list[dict[str, Any]]:
    """Do the operations of one partition together, all or none. The answers' headers, in order.

    Three tries. A busy service answers 202 with a 503 inside, and the SDK looks at the outside alone; nor does it ever repeat
    a POST whose connection failed. A try that failed may have been done all the same, so the operations must be such that
    the next one meets it and fails: a key that exists, an etag that has changed. Raises what the SDK raises.
    """
    quiet = [(*operation, _WITHOUT_ECHO) if operation[0] == "create" else operation for operation in operations]
    if len(quiet) == 1 and quiet[0][0] in ("create", "update"):
        return [await tried(lambda: _alone(table, *quiet[0]))]
    answers = await tried(lambda: table.submit_transaction(quiet, retry_total=0))
    return [dict(answer) for answer in answers]


async def create_once(table: PlainTableClient, row: dict[str, Any]) -> None:
    """Create a row, or leave the one that stands there: another's, or this one's, whose answer was lost. Raises the SDK's errors.

    As a transaction, since the SDK repeats no other insert whose answer was lost.
    """
    from azure.data.tables import TableTransactionError

    try:
        await transact(table, [("create", row)])
    except TableTransactionError as error:
        if error.status_code != 409:
            raise


async def _alone(table: PlainTableClient, kind: str, row: Any, ways: Mapping[str, Any]) -> dict[str, Any]:
    """Do the only operation of a transaction: as whole as one, and half the work for the storage. Fails as it would in one."""
    from azure.data.tables import TableTransactionError

    from shared.adapters.table_client import is_plain

    try:
        if kind == "create" and is_plain(row):
            return {"etag": await table.insert(row)}
        done = table.create_entity if kind == "create" else table.update_entity
        return dict(await done(row, **ways, retry_total=0))
    except HttpResponseError as error:
        if error.status_code in (404, 409, 412):
            raise TableTransactionError(message=error.message, response=error.response) from None
        raise


async def tried(call: Callable[[], Awaitable[_T]]) -> _T:
    """Try three times, whatever failed that may be well a moment later. What the last try raises, or any that is final."""
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
    """The pause that the service asks for, in seconds."""
    response: Any = error.response if isinstance(error, HttpResponseError) else None
    wished = response.headers.get("Retry-After", "") if response is not None else ""
    return min(float(wished), MAX_PAUSE) if wished.isdecimal() else 0.0
