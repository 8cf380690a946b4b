"""Table Storage without the SDK: one signed request, the floor for storing a row."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
import hmac
import json
from typing import Any
from urllib.parse import urlsplit

import httpx


@dataclass(frozen=True, slots=True)
class SignedTables:
    """Inserts rows, signed by SharedKeyLite. `connection`: a connection string with a TableEndpoint."""

    connection: str
    client: httpx.AsyncClient

    async def insert(self, table: str, entity: dict[str, Any]) -> None:
        """Insert a row. Raises `httpx.HTTPStatusError` for an answer of 400 or more."""
        facts = dict(part.split("=", 1) for part in self.connection.strip(";").split(";"))
        account, url = facts["AccountName"], f"{facts['TableEndpoint']}/{table}"
        date = f"{datetime.now(UTC):%a, %d %b %Y %H:%M:%S GMT}"
        signed = f"{date}\n/{account}{urlsplit(url).path}".encode()
        signature = b64encode(hmac.digest(b64decode(facts["AccountKey"]), signed, "sha256")).decode()
        headers = {
            "x-ms-date": date,
            "x-ms-version": "2019-02-02",
            "Authorization": f"SharedKeyLite {account}:{signature}",
            "Content-Type": "application/json",
            "Accept": "application/json;odata=nometadata",
            "Prefer": "return-no-content",
        }
        answer = await self.client.post(url, content=json.dumps(entity), headers=headers)
        answer.raise_for_status()
