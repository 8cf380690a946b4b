"""Azure Storage without the SDK: a row and a message, each by a signed request over plain HTTP."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
import hmac
import json
from typing import Any
from urllib.parse import urlsplit

from tests.stack.consultant import VISIT, new_id

VERSION = "2019-02-02"

Send = Callable[[str, str, bytes, Mapping[str, str]], Awaitable[None]]
"""Makes a request (method, address, body, headers), and raises for an answer of 400 or more."""


class Floor:
    """Inserts rows and sends messages, signed by SharedKeyLite. `connection`: a connection string with the addresses of both."""

    def __init__(self, connection: str, send: Send) -> None:
        facts = dict(part.split("=", 1) for part in connection.strip(";").split(";"))
        self._account, self._key = facts["AccountName"], b64decode(facts["AccountKey"])
        self._table = f"{facts['TableEndpoint']}/bench"
        self._messages = f"{facts['QueueEndpoint']}/bench/messages"
        self._send = send

    async def store_and_send(self) -> None:
        """Insert a row with the answers of a visit, then send a message that points to it."""
        id = new_id()
        await self.insert({"PartitionKey": "p" * 32, "RowKey": id, "answers": json.dumps(VISIT)})
        await self.send(f"{'p' * 32}/{id}")

    async def insert(self, entity: dict[str, Any]) -> None:
        """Insert a row."""
        date = _now()
        kinds = {"Content-Type": "application/json", "Accept": "application/json;odata=nometadata"}
        headers = {"x-ms-date": date, "x-ms-version": VERSION, "Prefer": "return-no-content", **kinds}
        await self._post(self._table, json.dumps(entity), headers, f"{date}\n")

    async def send(self, text: str) -> None:
        """Send a message."""
        date = _now()
        headers = {"x-ms-date": date, "x-ms-version": VERSION, "Content-Type": "application/xml"}
        signed = f"POST\n\napplication/xml\n\nx-ms-date:{date}\nx-ms-version:{VERSION}\n"
        body = f"<QueueMessage><MessageText>{text}</MessageText></QueueMessage>"
        await self._post(self._messages, body, headers, signed)

    async def _post(self, url: str, body: str, headers: dict[str, str], signed: str) -> None:
        """`signed` is what is signed before the address."""
        words = f"{signed}/{self._account}{urlsplit(url).path}".encode()
        signature = b64encode(hmac.digest(self._key, words, "sha256")).decode()
        headers["Authorization"] = f"SharedKeyLite {self._account}:{signature}"
        await self._send("POST", url, body.encode(), headers)


def _now() -> str:
    return f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S GMT}"
