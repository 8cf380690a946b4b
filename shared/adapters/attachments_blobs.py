"""Attachments on Azure Blob Storage: one blob per attachment in a private container, with content type and hash as metadata."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError

from shared.adapters.storage import Account, Container, out_of_reach
from shared.domain.attachments import AttachmentKey, Stored
from shared.domain.ports import OtherContent

CONTAINER = "attachments"


class BlobAttachments:
    """Implements `Attachments`. A blob is written once and never overwritten."""

    def __init__(self, account: Account) -> None:
        self._container = Container(account, CONTAINER)

    async def put(self, key: AttachmentKey, content: bytes, facts: Stored) -> None:
        from azure.storage.blob import ContentSettings

        async with out_of_reach():
            container = await self._container.client()
            try:
                await container.upload_blob(
                    str(key),
                    content,
                    overwrite=False,
                    metadata={"sha256": facts.sha256},
                    content_settings=ContentSettings(content_type=facts.content_type),
                )
                return
            except ResourceExistsError:
                # The phone has sent it twice, or the SDK retried a write whose response was lost.
                stored = await self.facts(key)
        if stored != facts:
            raise OtherContent

    async def get(self, key: AttachmentKey) -> tuple[Stored, bytes] | None:
        async with out_of_reach():
            container = await self._container.client()
            try:
                stream = await container.download_blob(str(key))
                content = await stream.readall()
            except ResourceNotFoundError:
                return None
        return _stored(stream.properties), content

    async def facts(self, key: AttachmentKey) -> Stored | None:
        async with out_of_reach():
            container = await self._container.client()
            try:
                return _stored(await container.get_blob_client(str(key)).get_blob_properties())
            except ResourceNotFoundError:
                return None

    async def delete(self, key: AttachmentKey) -> None:
        async with out_of_reach():
            container = await self._container.client()
            with suppress(ResourceNotFoundError):
                await container.delete_blob(str(key))

    async def close(self) -> None:
        await self._container.close()


def _stored(properties: Any) -> Stored:
    return Stored(properties.content_settings.content_type, properties.size, properties.metadata.get("sha256", ""))
