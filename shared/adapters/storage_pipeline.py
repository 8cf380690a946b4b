"""The pipeline policies of each request to the storage. They replace the SDK's own thirteen, which take as much time as the
request.

These are the ones that the product's requests need: the date, a signature or a token, retries, and decoding the response. There
are no redirects (the storage sends none), no secondary region, no tracing by the SDK, no log of requests.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
import hmac
from time import time
from typing import Any
from wsgiref.handlers import format_date_time

from azure.core.pipeline import PipelineRequest
from azure.core.pipeline.policies import (
    AsyncBearerTokenCredentialPolicy,
    AsyncRetryPolicy,
    ContentDecodePolicy,
    SansIOHTTPPolicy,
)
from azure.core.utils import parse_connection_string
from yarl import URL

SCOPE = "https://storage.azure.com/.default"
"""The scope of a token for all the storage's services."""

EMULATOR = {
    "accountname": "devstoreaccount1",
    "accountkey": "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
}
"""The values that `UseDevelopmentStorage=true` stands for. No secret: they are the same everywhere
(https://learn.microsoft.com/azure/storage/common/storage-connect-azurite)."""


class Dated(SansIOHTTPPolicy[Any, Any]):
    """Adds the date, which the storage requires."""

    def on_request(self, request: PipelineRequest[Any]) -> None:
        # The SDK's lists store which of two regions a page came from, to request the next one there. There is only one.
        request.context.options.pop("use_location", None)
        request.context["location_mode"] = "primary"
        request.http_request.headers["x-ms-date"] = format_date_time(time())


class Signed(SansIOHTTPPolicy[Any, Any]):
    """Signs with the account's key. `queue`: a request to a queue, whose method and headers are signed too.

    "Shared Key Lite" of https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key.
    """

    def __init__(self, account: str, key: str, queue: bool = False) -> None:
        self._account, self._key, self._queue = account, b64decode(key), queue

    def on_request(self, request: PipelineRequest[Any]) -> None:
        sent = request.http_request
        # The path as it is sent: the transport's library encodes some characters differently.
        resource = f"/{self._account}{URL(sent.url).raw_path}"
        words = f"{self._facts(sent)}{resource}" if self._queue else f"{sent.headers['x-ms-date']}\n{resource}"
        signature = b64encode(hmac.digest(self._key, words.encode(), "sha256")).decode()
        sent.headers["Authorization"] = f"SharedKeyLite {self._account}:{signature}"

    def _facts(self, sent: Any) -> str:
        own = sorted((name.lower(), value) for name, value in sent.headers.items() if name.lower().startswith("x-ms-"))
        named = "".join(f"{name}:{value}\n" for name, value in own)
        return f"{sent.method}\n\n{sent.headers.get('Content-Type', '')}\n\n{named}"


def by_key(connection: str, retries: dict[str, Any], queue: bool = False) -> list[Any]:
    """The policies for the account in a connection string. Raises `ValueError` if it has no key."""
    facts = parse_connection_string(connection)
    if facts.get("usedevelopmentstorage") == "true":
        facts = EMULATOR
    if not facts.get("accountname") or not facts.get("accountkey"):
        raise ValueError("the storage's connection string needs AccountName and AccountKey")
    return [*_common(retries), Signed(facts["accountname"], facts["accountkey"], queue)]


def by_token(credential: Any, retries: dict[str, Any]) -> list[Any]:
    """The policies for an account that is accessed with a managed identity."""
    return [*_common(retries), AsyncBearerTokenCredentialPolicy(credential, SCOPE)]


def _common(retries: dict[str, Any]) -> list[Any]:
    return [ContentDecodePolicy(response_encoding="utf-8"), AsyncRetryPolicy(**retries), Dated()]
