"""Sends messages to a queue, one request for each, with the SDK's pipeline but without its queue client.

The client's fifteen policies, and its reading of the response as XML, take twice the time of the request, and the response is not
used.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from azure.core import AsyncPipelineClient
from azure.core.exceptions import HttpResponseError
from azure.core.rest import AsyncHttpResponse, HttpRequest

VERSION = "2021-02-12"
"""The version of the storage protocol, from which on a message may be any text that XML allows."""


class MessageSender:
    """`queue_url`: the queue's address."""

    def __init__(self, queue_url: str, policies: Sequence[Any], transport: Any) -> None:
        self._messages = f"{queue_url}/messages"
        self._client: AsyncPipelineClient[HttpRequest, AsyncHttpResponse] = AsyncPipelineClient(
            queue_url, policies=policies, transport=transport
        )

    async def send(self, text: str, delay: int) -> None:
        """Send a message that can be read after `delay` seconds, and does not expire. Raises the SDK's errors.

        "Put Message" of https://learn.microsoft.com/rest/api/storageservices/put-message.
        """
        body = f"<QueueMessage><MessageText>{escape(text)}</MessageText></QueueMessage>"
        request = HttpRequest(
            "POST",
            self._messages,
            params={"visibilitytimeout": delay, "messagettl": -1},
            headers={"Content-Type": "application/xml", "Accept": "application/xml", "x-ms-version": VERSION},
            content=body.encode(),
        )
        response = await self._client.send_request(request)
        if response.status_code != 201:
            raise HttpResponseError(response=response)

    async def close(self) -> None:
        await self._client.close()
