"""The HTTP transport of the storage clients: resolves names in threads of its own, and ignores the environment's proxies.

aiohttp resolves names, and the SDK's transport reads the proxies, in the event loop's own pool: a handful of threads that resolve
all other names too. A name server that hangs for one of those must not delay the storage.
"""

from __future__ import annotations

import socket
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from azure.core.pipeline.transport import AioHttpTransport

from shared.adapters.pools import NAMES


class OwnNames(AbstractResolver):
    """Resolves names in a pool for it. Raises `OSError` when a name is not resolved in time."""

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        addresses: list[Any] = await NAMES.run(socket.getaddrinfo, host, port, family, socket.SOCK_STREAM)
        return [
            ResolveResult(
                hostname=host,
                host=address[0],
                port=address[1],
                family=kind,
                proto=protocol,
                flags=socket.AI_NUMERICHOST,
            )
            for kind, _, protocol, _, address in addresses
        ]

    async def close(self) -> None:
        return None


class StorageTransport(AioHttpTransport):  # type: ignore[misc] # The SDK loads it lazily, without its type.
    """The SDK's transport, for one client."""

    session: aiohttp.ClientSession | None

    async def open(self) -> None:
        if self.session is None and not self._has_been_opened:
            connector = aiohttp.TCPConnector(resolver=OwnNames())
            # As the SDK does, except for the connector.
            self.session = aiohttp.ClientSession(
                connector=connector, trust_env=False, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            )
        await super().open()
