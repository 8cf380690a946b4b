"""Public files: in a container of Azure Blob Storage that the gateway reads, or in a folder on this machine."""

from __future__ import annotations

from pathlib import Path

from shared.adapters.storage import Account, Container, out_of_reach
from shared.domain.problems import DependencyUnavailable

CONTAINER = "status"
KEPT_SECONDS = 60
"""Seconds for which a browser may cache a page; the page says how old its content is."""


class BlobPublicFiles:
    """Implements `PublicFiles`. The container is private: only the gateway's identity reads it."""

    def __init__(self, account: Account) -> None:
        self._container = Container(account, CONTAINER)

    async def write(self, name: str, content: bytes, content_type: str) -> None:
        from azure.storage.blob import ContentSettings

        settings = ContentSettings(content_type=content_type, cache_control=f"public, max-age={KEPT_SECONDS}")
        async with out_of_reach():
            container = await self._container.client()
            await container.upload_blob(name, content, overwrite=True, content_settings=settings)

    async def close(self) -> None:
        await self._container.close()


class FolderPublicFiles:
    """Implements `PublicFiles` in a folder that the local site serves. A reader never gets half a file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def write(self, name: str, content: bytes, content_type: str) -> None:
        file = self._folder / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            new_file = file.with_name(f".{file.name}.new")
            new_file.write_bytes(content)
            new_file.replace(file)
        except OSError:
            raise DependencyUnavailable("storage-unavailable") from None
