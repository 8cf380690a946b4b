"""The provider's discovery document, and the HTTP calls that need no client library. All have a time limit, and none follows a
redirect."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import cached_property
import json
import logging
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import httpx

from shared.adapters.connections import BRIEFLY_KEPT
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.broker")

PATIENCE = 6.0
"""Seconds for one call."""
FRESH = 600.0
"""Seconds for which the discovery document is cached; the brokers' own headers say a quarter of an hour."""
MAX_BYTES = 200_000
_DISCOVERY = "/.well-known/openid-configuration"


class Provider:
    """`authority` is the issuer's https address. `loopback_http`: call `https://localhost` over plain http, for the stand-in on
    this machine only."""

    def __init__(self, authority: str, loopback_http: bool) -> None:
        self.authority, self.loopback_http = authority, loopback_http
        self._facts: Mapping[str, Any] = {}
        self._read_at = 0.0
        self._reading = asyncio.Lock()

    async def facts(self, fresh: bool = False) -> Mapping[str, Any]:
        """The discovery document; `fresh` fetches it again. Raises `DependencyUnavailable` when it cannot be fetched, or is
        another issuer's."""
        async with self._reading:
            if fresh or not self._facts or monotonic() - self._read_at > FRESH:
                facts = await self.json(self.authority + _DISCOVERY)
                if facts.get("issuer") != self.authority:
                    log.error("OIDC_AUTHORITY: discovery there is of another issuer")
                    raise DependencyUnavailable("broker-unavailable")
                # Only the stand-in's authorize address, which the browser calls, may be plain http.
                _usable(facts, "authorization_endpoint", "http" if self.loopback_http else "https")
                _usable(facts, "token_endpoint")
                self._facts, self._read_at = facts, monotonic()
        return self._facts

    async def address(self, name: str) -> str:
        """An endpoint's address by its name in the discovery document. Raises `DependencyUnavailable` if it is missing or not
        https."""
        return _usable(await self.facts(), name)

    async def json(self, url: str, token: str = "") -> dict[str, Any]:
        """The JSON object at an address, fetched with a bearer token if one is given. Raises `PermissionError` when the token is
        refused, `DependencyUnavailable` for every other answer that is not a JSON object."""
        answer = await self.get(url, {"Authorization": f"Bearer {token}"} if token else {})
        if token and answer.status_code in (401, 403):
            raise PermissionError
        try:
            answer.raise_for_status()
            document = json.loads(answer.content) if len(answer.content) <= MAX_BYTES else None
        except (httpx.HTTPStatusError, ValueError, RecursionError) as error:
            log.error("the broker's answer is of no use: %s %s", type(error).__name__, answer.status_code)
            raise DependencyUnavailable("broker-unavailable") from None
        if not isinstance(document, dict):
            log.error("the broker's answer is no object in JSON")
            raise DependencyUnavailable("broker-unavailable")
        return document

    async def get(self, url: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        """The response, whatever its status. Raises `DependencyUnavailable` when there is none."""
        try:
            return await self._client.get(url, headers={"Accept": "application/json", **(headers or {})})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            log.error("the broker does not answer: %s", type(error).__name__)
            raise DependencyUnavailable("broker-unavailable") from None

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        carried = (
            {f"https://{loopback(self.authority)}/": PlainOnLoopback(limits=BRIEFLY_KEPT)} if self.loopback_http else {}
        )
        return httpx.AsyncClient(timeout=PATIENCE, trust_env=False, limits=BRIEFLY_KEPT, mounts=carried)


def _usable(facts: Mapping[str, Any], name: str, scheme: str = "https") -> str:
    address = facts.get(name)
    if not isinstance(address, str) or not address.startswith((f"{scheme}://", "https://")):
        log.error("the broker's discovery has no usable %s", name)
        raise DependencyUnavailable("broker-unavailable")
    return address


def loopback(authority: str) -> str:
    """Host and port of a broker on this machine. Raises `RuntimeError` for any other."""
    address = urlsplit(authority)
    if address.hostname != "localhost":
        raise RuntimeError("OIDC_LOOPBACK_HTTP is for a broker on localhost only; take the setting away")
    return address.netloc


class PlainOnLoopback(httpx.AsyncHTTPTransport):
    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.url = request.url.copy_with(scheme="http")
        return await super().handle_async_request(request)
