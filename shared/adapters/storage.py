"""Clients of Azure Storage, made on first use; its errors become `DependencyUnavailable`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
import logging
from typing import TYPE_CHECKING, Any, cast

from azure.core.exceptions import AzureError, HttpResponseError, ResourceExistsError

from shared.adapters.identity import SharedIdentity
from shared.domain.problems import DependencyUnavailable

if TYPE_CHECKING:
    from shared.adapters.message_sender import MessageSender
    from shared.adapters.table_client import PlainTableClient

TABLES = (
    *("registrations", "outbox", "handshakes", "uptime", "sampledays", "windows", "timers", "entities"),
    *("unregistered", "access", "operations", "evaluation"),
)

_PATIENCE: dict[str, Any] = {"retry_total": 2, "connection_timeout": 3, "read_timeout": 10}
"""Few tries with short timeouts, since a person waits. What could not be stored is still on the phone, which sends it again."""

_TABLES: dict[str, Any] = {**_PATIENCE, "retry_backoff_factor": 0.2}
_UNREPEATED: dict[str, Any] = {**_PATIENCE, "retry_total": 0}
"""For calls that `tried` repeats."""
_QUEUES: dict[str, Any] = {**_PATIENCE, "initial_backoff": 0.2, "increment_base": 0.5, "random_jitter_range": 0.1}
_BLOBS = _QUEUES
"""The queue client has other names for its timeouts, and a default of 15 seconds."""

LIMIT_SECONDS = 15.0
"""Seconds for one call, retries included, whatever `Retry-After` says. The storage may still complete it later, within 30
seconds."""


@asynccontextmanager
async def out_of_reach() -> AsyncIterator[None]:
    """Raise `DependencyUnavailable` for every error of the SDK in the block, and after `LIMIT_SECONDS`. The SDK's message is left
    out, since it may quote a request."""
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            yield
    except (AzureError, TimeoutError) as error:
        status = error.status_code if isinstance(error, HttpResponseError) else None
        logging.getLogger("feltskema.storage").error("storage failed: %s %s", type(error).__name__, status or "")
        raise DependencyUnavailable("storage-unavailable") from None


async def pages(turning: Any) -> AsyncIterator[list[Any]]:
    """The pages of one of the SDK's lists (its `by_page()`), a request for each. Raises `DependencyUnavailable`.

    The storage may return hundreds of empty pages in a row when it searches many rows and finds few. The SDK's own iteration over
    items calls itself for each of those pages, until Python raises `RecursionError`.
    """
    while True:
        async with out_of_reach():
            try:
                page = await anext(turning)
            except StopAsyncIteration:
                return
            items = [item async for item in page]
        yield items


@dataclass(frozen=True, slots=True)
class Account:
    """The storage account: a connection string, or the services' addresses and the client id of a managed identity. `create`
    makes missing tables, queues and containers, in development only; `prefix` is put before their names, for tests that share an
    account. All clients share one `credential`."""

    connection: str = ""
    tables: str = ""
    queues: str = ""
    identity: str = ""
    create: bool = False
    prefix: str = ""
    blobs: str = ""
    credential: SharedIdentity = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "credential", SharedIdentity(self.identity))

    def transport(self) -> Any:
        """The HTTP transport for one client."""
        from shared.adapters.storage_transport import StorageTransport

        return StorageTransport(**_PATIENCE)

    def _policies(self, retries: dict[str, Any], queue: bool = False) -> list[Any]:
        from shared.adapters.storage_pipeline import by_key, by_token

        return by_key(self.connection, retries, queue) if self.connection else by_token(self.credential, retries)

    def table(self, name: str) -> PlainTableClient:
        from shared.adapters.table_client import PlainTableClient

        named = f"{self.prefix}{name}"
        options = {"policies": self._policies(_TABLES), "transport": self.transport()}
        if self.connection:
            return cast("PlainTableClient", PlainTableClient.from_connection_string(self.connection, named, **options))
        return PlainTableClient(self.tables, named, credential=self.credential, **options)

    def queue(self, name: str) -> Any:
        from azure.storage.queue.aio import QueueClient

        named = f"{self.prefix}{name}"
        if self.connection:
            return QueueClient.from_connection_string(self.connection, named, **_QUEUES, transport=self.transport())
        return QueueClient(self.queues, named, credential=self.credential, **_QUEUES, transport=self.transport())

    def sender(self, queue_url: str) -> MessageSender:
        """The sender of messages to the queue at this address."""
        from shared.adapters.message_sender import MessageSender

        return MessageSender(queue_url, self._policies(_UNREPEATED, queue=True), self.transport())

    def container(self, name: str) -> Any:
        from azure.storage.blob.aio import ContainerClient

        named = f"{self.prefix}{name}"
        if self.connection:
            return ContainerClient.from_connection_string(self.connection, named, **_BLOBS, transport=self.transport())
        return ContainerClient(self.blobs, named, credential=self.credential, **_BLOBS, transport=self.transport())


class _OnFirstUse:
    """A client that is opened on first use, and its table, queue or container, which is created then if `Account.create` is
    set."""

    def __init__(self, account: Account, name: str) -> None:
        self._account = account
        self._name = name
        self._client: Any = None
        self._opening = asyncio.Lock()

    async def client(self) -> Any:
        async with self._opening:
            if self._client is None:
                self._client = await self._opened()
        return self._client

    async def _opened(self) -> Any:
        client, create = self._open()
        if self._account.create:
            try:
                with suppress(ResourceExistsError):
                    await create()
            except BaseException:
                await client.close()
                raise
        return client

    def _open(self) -> tuple[Any, Callable[[], Awaitable[object]]]:
        """The client, and the call that creates its table, queue or container."""
        raise NotImplementedError

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None


class Queue(_OnFirstUse):
    """A queue."""

    def _open(self) -> tuple[Any, Callable[[], Awaitable[object]]]:
        client = self._account.queue(self._name)
        return client, client.create_queue


class Container(_OnFirstUse):
    """A container of blobs."""

    def _open(self) -> tuple[Any, Callable[[], Awaitable[object]]]:
        client = self._account.container(self._name)
        return client, client.create_container


def beginning(prefix: str) -> tuple[str, str]:
    """The range of the keys that begin with `prefix`: from the prefix to before it with the successor of its last character."""
    return prefix, f"{prefix[:-1]}{chr(ord(prefix[-1]) + 1)}"


class Table(_OnFirstUse):
    """A table."""

    async def client(self) -> PlainTableClient:
        client: PlainTableClient = await super().client()
        return client

    def _open(self) -> tuple[Any, Callable[[], Awaitable[object]]]:
        client = self._account.table(self._name)
        return client, client.create_table

    async def replace(self, row: dict[str, Any]) -> None:
        """Write the whole row, or replace the existing one: a PUT, which the SDK may retry. Raises `DependencyUnavailable`."""
        from azure.data.tables import UpdateMode

        from shared.adapters.table_client import is_plain

        async with out_of_reach():
            table = await self.client()
            if is_plain(row):
                await table.put(row)
            else:
                await table.upsert_entity(row, mode=UpdateMode.REPLACE)

    async def rows_of(self, partition: str, first: str = "", end: str = "") -> AsyncIterator[Any]:
        """The partition's rows in the order of their keys, from `first` up to, but not including, `end` if they are given; a
        request for each thousand. Raises `DependencyUnavailable`."""
        where, values = "PartitionKey eq @partition", {"partition": partition}
        if end:
            where, values = f"{where} and RowKey ge @first and RowKey lt @end", {**values, "first": first, "end": end}
        async with out_of_reach():
            table = await self.client()
        listed = table.query_entities(where, parameters=values)
        async for rows in pages(listed.by_page()):
            for row in rows:
                yield row
