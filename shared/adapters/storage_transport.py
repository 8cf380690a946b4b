"""How the storage's clients reach it: by threads of their own for names, and past what the environment says of proxies.

aiohttp looks names up, and the SDK's transport the environment's proxies, in the event loop's own pool, a handful of threads that
every other name is looked up in as well. A name server that hangs for one of those must not hold up what is to be stored.
"""

from __future__ import annotations

import socket
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from azure.core.pipeline.transport import AioHttpTransport

from shared.adapters.pools import NAMES


class OwnNames(AbstractResolver):
    """Looks names up in the pool for it; `OSError` when a name cannot be had in time."""

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
            # As the SDK makes it, but for the connector.
            self.session = aiohttp.ClientSession(
                connector=connector, trust_env=False, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
            )
        await super().open()
