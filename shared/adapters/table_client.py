"""The SDK's client of a table, with plain requests for what is asked of it most.

The SDK writes and reads a transaction by `email.message`, at three times the processor time of everything else in it. What it
writes is a fixed form (https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions). For a row and
for a list it goes through generated code that costs as much as the request; a row of texts, numbers and yes-no is JSON as it is
(https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
import json
import re
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from azure.core.exceptions import HttpResponseError
from azure.core.rest import AsyncHttpResponse, HttpRequest
from azure.data.tables import RequestTooLargeError, TableTransactionError
from azure.data.tables.aio import TableClient
from multidict import CIMultiDict

_PART = re.compile(rb"(?m)^HTTP/1\.\d (\d{3}) ?([^\r\n]*)\r?\n((?:[^\r\n]+\r?\n)*)(?:\r?\n([^\r\n]*))?")
"""The response to one operation: its status, reason, headers, and a body of one line."""

_KINDS = {"DataServiceVersion": "3.0", "Accept": "application/json;odata=minimalmetadata"}
_WRITTEN = {**_KINDS, "Content-Type": "application/json", "Prefer": "return-no-content"}
_INT32 = 1 << 31

PlainRow = Mapping[str, str | int | bool]
"""A row that JSON tells the types of."""

ANY_VERSION = "*"
"""The etag that every stored row has."""


def is_plain(row: Mapping[str, Any]) -> bool:
    """Whether JSON tells the types of the row's values: texts, yes-no, and numbers of 32 bits."""
    kinds = {type(value) for value in row.values()}
    if not kinds <= {str, int, bool}:
        return False
    return int not in kinds or all(-_INT32 <= value < _INT32 for value in row.values() if type(value) is int)


@dataclass(frozen=True, slots=True)
class Operation:
    """One write of a transaction of plain rows. `etag`: the row is replaced where it still has this one; without any it is
    created, or with `anyway` replaced whatever stands there."""

    row: PlainRow
    etag: str = ""
    anyway: bool = False


@dataclass(frozen=True, slots=True)
class _Request:
    """A request within a transaction, with the attributes of the SDK's own that `_written` reads."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: str


@dataclass(frozen=True, slots=True)
class Part:
    """The response to one operation, with the attributes that the SDK's errors read."""

    status_code: int
    reason: str
    headers: Mapping[str, str]
    body: str

    def text(self) -> str:
        return self.body


class PlainTableClient(TableClient):
    """A `TableClient` with a faster `_batch_send`. If a new version of the SDK renames that method, the SDK's own is used again:
    slower, but correct; `tests/adapters/test_table_client.py` notices."""

    async def insert(self, row: PlainRow) -> str:
        """Insert a row by one try; its etag. Raises the SDK's errors.

        "Insert Entity" of https://learn.microsoft.com/rest/api/storageservices/insert-entity.
        """
        return await self._write_once("POST", f"{self.url}/{self.table_name}", _WRITTEN, row)

    async def put(self, row: PlainRow) -> None:
        """Write a row whole, whatever stood there. Raises the SDK's errors.

        "Insert Or Replace Entity" of https://learn.microsoft.com/rest/api/storageservices/insert-or-replace-entity.
        """
        await self._asked("PUT", self._address_of(row), _WRITTEN, row)

    async def replace(self, row: PlainRow, etag: str) -> str:
        """Write a row whole where it still has this etag, by one try; its new etag. Raises the SDK's errors.

        "Update Entity" of https://learn.microsoft.com/rest/api/storageservices/update-entity2.
        """
        return await self._write_once("PUT", self._address_of(row), {**_WRITTEN, "If-Match": etag}, row)

    async def _write_once(self, method: str, address: str, headers: Mapping[str, str], row: PlainRow) -> str:
        response = await self._asked(method, address, headers, row, retry_total=0)
        return str(response.headers.get("ETag", ""))

    async def read(self, partition: str, row: str) -> tuple[dict[str, Any], str] | None:
        """A row as JSON has it, and its etag, by one try; None where there is none. Raises the SDK's errors.

        "Query Entities" of https://learn.microsoft.com/rest/api/storageservices/query-entities.
        """
        try:
            response = await self._asked("GET", self._address(partition, row), _KINDS, retry_total=0)
        except HttpResponseError as error:
            if error.status_code == 404:
                return None
            raise
        return json.loads(response.content), str(response.headers.get("ETag", ""))

    async def delete(self, partition: str, row: str, etag: str = ANY_VERSION) -> None:
        """Delete a row where it still has this etag; one that is gone, or has another, is no fault. Raises the SDK's errors.

        "Delete Entity" of https://learn.microsoft.com/rest/api/storageservices/delete-entity1.
        """
        try:
            await self._asked("DELETE", self._address(partition, row), {**_KINDS, "If-Match": etag})
        except HttpResponseError as error:
            if error.status_code not in (404, 412):
                raise

    async def write_together(self, operations: Sequence[Operation]) -> list[Mapping[str, Any]]:
        """Do the operations in one transaction, by one try; the responses' headers in order. Raises the SDK's errors."""
        requests: Any = [self._request(operation) for operation in operations]
        return await self._batch_send(self.table_name, *requests, retry_total=0)

    def _request(self, operation: Operation) -> _Request:
        row, content = operation.row, json.dumps(operation.row)
        if operation.etag or operation.anyway:
            conditions = {"If-Match": operation.etag} if operation.etag else {}
            return _Request("PUT", self._address_of(row), {**_WRITTEN, **conditions}, content)
        return _Request("POST", f"{self.url}/{self.table_name}", _WRITTEN, content)

    async def first_page(self, partition: str, *ranges: tuple[str, str]) -> list[dict[str, Any]] | None:
        """The partition's rows by their keys, each range from its first to before its end, as JSON has them; None where one
        answer does not hold all of them. Raises the SDK's errors.

        "Query Entities" of https://learn.microsoft.com/rest/api/storageservices/query-entities.
        """
        span = min(first for first, _ in ranges), max(end for _, end in ranges)
        # The span bounds what the service looks through; an `or` alone would be the whole partition.
        either = " or ".join(f"({_between(*keys)})" for keys in ranges)
        words = f"PartitionKey eq {_quoted(partition)} and {_between(*span)} and ({either})"
        response = await self._asked("GET", f"{self.url}/{self.table_name}()?$filter={quote(words)}", _KINDS)
        if "x-ms-continuation-NextPartitionKey" in response.headers:
            return None
        rows: list[dict[str, Any]] = json.loads(response.content)["value"]
        return rows

    def _address_of(self, row: PlainRow) -> str:
        return self._address(str(row["PartitionKey"]), str(row["RowKey"]))

    def _address(self, partition: str, row: str) -> str:
        keys = (quote(_escaped(value), safe="") for value in (partition, row))
        return "{}/{}(PartitionKey='{}',RowKey='{}')".format(self.url, self.table_name, *keys)

    async def _asked(
        self, method: str, url: str, headers: Mapping[str, str], row: PlainRow | None = None, **options: Any
    ) -> AsyncHttpResponse:
        content = None if row is None else json.dumps(row)
        request = HttpRequest(method, url, headers={**headers, "x-ms-version": self.api_version}, content=content)
        response = await self._sent(request, **options)
        if response.status_code >= 400:
            raise HttpResponseError(response=response)
        return response

    async def _sent(self, request: HttpRequest, **options: Any) -> AsyncHttpResponse:
        # By the client inside the generated one, which copies each request. As a stream, which no policy tries to decode.
        response: AsyncHttpResponse = await self._client._client.send_request(request, stream=True, **options)
        await response.read()
        return response

    async def _batch_send(self, table_name: str, *reqs: HttpRequest, **kwargs: Any) -> list[Mapping[str, Any]]:
        """Send the operations as a transaction. Raises the SDK's errors: `TableTransactionError` when an operation failed."""
        batch = f"batch_{uuid4().hex}"
        request = HttpRequest(
            "POST",
            f"{self.url}/$batch",
            headers={
                "Content-Type": f"multipart/mixed; boundary={batch}",
                "Accept": "application/json",
                "DataServiceVersion": "3.0",
                "MaxDataServiceVersion": "3.0;NetFx",
                "x-ms-version": self.api_version,
            },
            content=_written(batch, reqs),
        )
        response = await self._sent(request, **kwargs)
        if response.status_code == 413:
            raise RequestTooLargeError(message="The transaction is too large", response=response)
        if response.status_code != 202:
            raise HttpResponseError(response=response)
        parts = [*_read(response.content)]
        for part in parts:
            if not 200 <= part.status_code < 300:
                raise (RequestTooLargeError if part.status_code == 413 else TableTransactionError)(response=part)
        if len(parts) != len(reqs):
            raise HttpResponseError(message="The transaction's answer is not whole", response=response)
        return [{"etag": part.headers["ETag"]} if "ETag" in part.headers else {} for part in parts]


def _escaped(value: str) -> str:
    return value.replace("'", "''")


def _quoted(value: str) -> str:
    return f"'{_escaped(value)}'"


def _between(first: str, end: str) -> str:
    return f"RowKey ge {_quoted(first)} and RowKey lt {_quoted(end)}"


def _written(batch: str, operations: tuple[HttpRequest, ...]) -> bytes:
    """The body of a transaction: a change set of complete HTTP requests."""
    changes = f"changeset_{uuid4().hex}"
    lines = [f"--{batch}", f"Content-Type: multipart/mixed; boundary={changes}", ""]
    for number, operation in enumerate(operations):
        headers = {name: value for name, value in operation.headers.items() if name != "Content-Length"}
        lines += [
            f"--{changes}",
            "Content-Type: application/http",
            "Content-Transfer-Encoding: binary",
            "",
            f"{operation.method} {operation.url} HTTP/1.1",
            f"Content-ID: {number}",
            *(f"{name}: {value}" for name, value in headers.items()),
            "",
            operation.content or "",
        ]
    lines += [f"--{changes}--", f"--{batch}--", ""]
    return "\r\n".join(lines).encode()


def _read(body: bytes) -> Iterator[Part]:
    for status, reason, lines, content in _PART.findall(body):
        named = (line.partition(":") for line in lines.decode("latin-1").splitlines())
        headers = CIMultiDict((name.strip(), value.strip()) for name, _, value in named)
        yield Part(int(status), reason.decode("latin-1"), headers, content.decode("utf-8", "replace"))
