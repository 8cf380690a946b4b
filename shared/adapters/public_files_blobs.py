"""Files for everybody: on Azure Blob Storage, in a container of their own that the gateway reads; on one machine in a folder."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import Any

from azure.core.exceptions import ResourceExistsError

from shared.adapters.storage import Account, out_of_reach
from shared.domain.problems import DependencyUnavailable

CONTAINER = "status"
KEPT_SECONDS = 60
"""How long a browser may keep a page before it asks again; what stands in the page tells how old it is."""


class BlobPublicFiles:
    """Implements `PublicFiles`. The container is private: the gateway's identity reads it, and nobody else."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._client: Any = None
        self._opening = asyncio.Lock()

    async def write(self, name: str, content: bytes, content_type: str) -> None:
        from azure.storage.blob import ContentSettings

        kept = ContentSettings(content_type=content_type, cache_control=f"public, max-age={KEPT_SECONDS}")
        async with out_of_reach():
            container = await self._opened()
            await container.upload_blob(name, content, overwrite=True, content_settings=kept)

    async def _opened(self) -> Any:
        async with self._opening:
            if self._client is None:
                client = self._account.container(CONTAINER)
                if self._account.create:
                    with suppress(ResourceExistsError):
                        await client.create_container()
                self._client = client
        return self._client

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()
            self._client = None


class FolderPublicFiles:
    """Implements `PublicFiles` on one machine: a folder that the local site serves. A reader never meets half a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def write(self, name: str, content: bytes, content_type: str) -> None:
        file = self._folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            beside = file.with_name(f".{file.name}.new")
            beside.write_bytes(content)
            beside.replace(file)
        except OSError:
            raise DependencyUnavailable("storage-unavailable") from None
