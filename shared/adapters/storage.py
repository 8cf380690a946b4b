"""Clients of Azure Storage, made on first use, and its failures in our words."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING, Any

from azure.core.exceptions import AzureError, HttpResponseError

from shared.domain.problems import OutOfReach

if TYPE_CHECKING:
    from azure.data.tables.aio import TableClient

TABLES = ("registrations", "pending", "handshakes", "revoked", "uptime", "entities")

_PATIENCE: dict[str, Any] = {"retry_total": 2, "connection_timeout": 3, "read_timeout": 10}
"""A person waits at the other end: few tries, soon over. What is not stored is on the phone, and sent again from there."""

_TABLES: dict[str, Any] = {**_PATIENCE, "retry_backoff_factor": 0.2}
_QUEUES: dict[str, Any] = {**_PATIENCE, "initial_backoff": 0.2, "increment_base": 0.5, "random_jitter_range": 0.1}
_BLOBS = _QUEUES
"""The queue's client has a way of its own to say it, and waits 15 seconds unless told."""


@asynccontextmanager
async def out_of_reach() -> AsyncIterator[None]:
    """Whatever the SDK raises inside becomes `OutOfReach`; its text stays out, since it may quote a request."""
    try:
        yield
    except AzureError as error:
        status = error.status_code if isinstance(error, HttpResponseError) else None
        logging.getLogger("feltskema.storage").error("storage failed: %s %s", type(error).__name__, status or "")
        raise OutOfReach("storage-unavailable") from None


@dataclass(frozen=True, slots=True)
class Account:
    """Where the storage is: a connection string, or the services' addresses and the client id of a managed identity.
    `create` makes tables, queues and containers that are missing, which only the development profile does; `prefix` goes
    before their names, for tests that share an account."""

    connection: str = ""
    tables: str = ""
    queues: str = ""
    identity: str = ""
    create: bool = False
    prefix: str = ""
    blobs: str = ""

    def table(self, name: str) -> TableClient:
        from azure.data.tables.aio import TableClient

        named = f"{self.prefix}{name}"
        if self.connection:
            return TableClient.from_connection_string(self.connection, named, **_TABLES)
        return TableClient(self.tables, named, credential=self._credential(), **_TABLES)

    def queue(self, name: str) -> Any:
        from azure.storage.queue.aio import QueueClient

        named = f"{self.prefix}{name}"
        if self.connection:
            return QueueClient.from_connection_string(self.connection, named, **_QUEUES)
        return QueueClient(self.queues, named, credential=self._credential(), **_QUEUES)

    def container(self, name: str) -> Any:
        from azure.storage.blob.aio import ContainerClient

        named = f"{self.prefix}{name}"
        if self.connection:
            return ContainerClient.from_connection_string(self.connection, named, **_BLOBS)
        return ContainerClient(self.blobs, named, credential=self._credential(), **_BLOBS)

    def _credential(self) -> Any:
        from azure.identity.aio import ManagedIdentityCredential

        return ManagedIdentityCredential(client_id=self.identity or None)


class Table:
    """One table, opened on first use and made then where `Account.create` says so."""

    def __init__(self, account: Account, name: str) -> None:
        self._account = account
        self._name = name
        self._client: TableClient | None = None
        self._opening = asyncio.Lock()

    async def client(self) -> TableClient:
        async with self._opening:
            if self._client is None:
                self._client = await self._opened()
        return self._client

    async def _opened(self) -> TableClient:
        client = self._account.table(self._name)
        if self._account.create:
            from azure.core.exceptions import ResourceExistsError

            try:
                with suppress(ResourceExistsError):
                    await client.create_table()
            except BaseException:
                await client.close()
                raise
        return client

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None
