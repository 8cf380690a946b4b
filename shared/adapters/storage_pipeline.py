"""What each request to the storage goes through, in place of the SDK's own thirteen policies, which cost as much as the request.

What the product's requests need of them is left: a time, a signature or a token, another try, and the answer's body decoded. No
redirects (the storage sends none), no second region, no traces of the SDK's own, no log of requests.
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
"""Of a token for any of the storage's services."""

EMULATOR = {
    "accountname": "devstoreaccount1",
    "accountkey": "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
}
"""What `UseDevelopmentStorage=true` stands for: no secret, but the same everywhere
(https://learn.microsoft.com/azure/storage/common/storage-connect-azurite)."""


class Dated(SansIOHTTPPolicy[Any, Any]):
    """Says when the request is sent, which the storage demands of each."""

    def on_request(self, request: PipelineRequest[Any]) -> None:
        # The SDK's lists keep which of two regions a page came from, and ask there for the next. There is but one.
        request.context.options.pop("use_location", None)
        request.context["location_mode"] = "primary"
        request.http_request.headers["x-ms-date"] = format_date_time(time())


class Signed(SansIOHTTPPolicy[Any, Any]):
    """Signs by the account's key. `queue`: a queue's request, whose method and headers are signed as well.

    "Shared Key Lite" of https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key.
    """

    def __init__(self, account: str, key: str, queue: bool = False) -> None:
        self._account, self._key, self._queue = account, b64decode(key), queue

    def on_request(self, request: PipelineRequest[Any]) -> None:
        sent = request.http_request
        # As it goes over the line: the transport's library writes some escapes in its own way.
        resource = f"/{self._account}{URL(sent.url).raw_path}"
        words = f"{self._facts(sent)}{resource}" if self._queue else f"{sent.headers['x-ms-date']}\n{resource}"
        signature = b64encode(hmac.digest(self._key, words.encode(), "sha256")).decode()
        sent.headers["Authorization"] = f"SharedKeyLite {self._account}:{signature}"

    def _facts(self, sent: Any) -> str:
        own = sorted((name.lower(), value) for name, value in sent.headers.items() if name.lower().startswith("x-ms-"))
        named = "".join(f"{name}:{value}\n" for name, value in own)
        return f"{sent.method}\n\n{sent.headers.get('Content-Type', '')}\n\n{named}"


def by_key(connection: str, retries: dict[str, Any], queue: bool = False) -> list[Any]:
    """The policies of the account that a connection string names. `ValueError` where it holds no key."""
    facts = parse_connection_string(connection)
    if facts.get("usedevelopmentstorage") == "true":
        facts = EMULATOR
    if not facts.get("accountname") or not facts.get("accountkey"):
        raise ValueError("the storage's connection string needs AccountName and AccountKey")
    return [*_common(retries), Signed(facts["accountname"], facts["accountkey"], queue)]


def by_token(credential: Any, retries: dict[str, Any]) -> list[Any]:
    """The policies of an account that a managed identity opens."""
    return [*_common(retries), AsyncBearerTokenCredentialPolicy(credential, SCOPE)]


def _common(retries: dict[str, Any]) -> list[Any]:
    return [ContentDecodePolicy(response_encoding="utf-8"), AsyncRetryPolicy(**retries), Dated()]
