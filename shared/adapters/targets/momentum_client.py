"""The connection to KMD Momentum's REST API: token, key and time limits.

What is known of the API comes from public municipal code (`docs/fidelity.md`); KMD publishes nothing.
"""

from __future__ import annotations

import asyncio
from functools import cached_property
import logging
import ssl
from typing import Any

import httpx

from shared.adapters.connections import BRIEFLY_KEPT
from shared.adapters.targets.calls import AnswerLost, CertificateRefused, Limits, NotSent, call
from shared.adapters.targets.http_answers import asked_pause, content_of, in_words
from shared.domain.failures import OurFault, TargetDown, Unavailable
from shared.settings import Settings

log = logging.getLogger("feltskema.momentum")

RENEWED_BEFORE = 60.0
"""A token is renewed this many seconds before it expires."""

SHORTEST_LIFE = 300.0
"""Seconds for which a token is used if its lifetime is not known."""


class MomentumClient:
    """Calls the Momentum of one municipality with an access token, over `transport` if it is given."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._settings, self._transport = settings, transport
        seconds = settings.momentum_timeout_seconds
        self.limits = Limits(settings.momentum_connect_seconds, send=seconds, answer=seconds)
        self._token, self._token_ends = "", 0.0
        self._renewing = asyncio.Lock()

    async def ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Make a call that may be repeated without harm; gives the response, whatever its status. Raises `Unavailable`."""
        try:
            return await self.send(method, path, body)
        except AnswerLost as lost:
            raise Unavailable("unavailable", str(lost)) from None

    async def send(self, method: str, path: str, body: Any = None) -> httpx.Response:
        """Make a call; gives the response, whatever its status. After a 401 (nothing was done) the token is renewed once, and the
        call made again. Raises `Unavailable` when nothing was sent, `AnswerLost` when it was sent and no complete answer came."""
        token = await self._current()
        answer = await self._send(method, path, body, token)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            answer = await self._send(method, path, body, await self._renewed(token))
        return answer

    async def _send(self, method: str, path: str, body: Any, token: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "apikey": self._settings.momentum_api_key}
        url = f"{self._settings.momentum_url}{path}"
        request = self._usable().build_request(method, url, json=body, headers=headers)
        answer = await self._called(request)
        # The rest of a path may contain answers.
        log.info("%s %s: HTTP %d", method, path.split("/")[1].partition("?")[0], answer.status_code)
        return answer

    async def _called(self, request: httpx.Request) -> httpx.Response:
        try:
            return await call(self._usable(), request, self.limits)
        except CertificateRefused:
            raise OurFault("unauthorized", "TLS") from None
        except NotSent as failure:
            raise TargetDown("unavailable", str(failure)) from None

    async def _current(self) -> str:
        if self._token and asyncio.get_running_loop().time() < self._token_ends:
            return self._token
        return await self._renewed(self._token)

    async def _renewed(self, old: str) -> str:
        """A newer token than `old`. Concurrent callers share one request for it."""
        async with self._renewing:
            if self._token == old:
                await self._fetch()
            return self._token

    async def _fetch(self) -> None:
        settings = self._settings
        form = {
            "grant_type": "client_credentials",
            "client_id": settings.momentum_client_id,
            "client_secret": settings.momentum_client_secret,
            "resource": settings.momentum_resource,
        }
        self._token = ""
        try:
            answer = await self._called(self._usable().build_request("POST", settings.momentum_token_url, data=form))
        except AnswerLost as lost:
            raise TargetDown("unavailable", f"token, {lost}") from None
        log.info("token: HTTP %d", answer.status_code)
        if answer.status_code in (400, 401, 403):
            raise OurFault("unauthorized", f"token: {in_words(str(_member(answer, 'error')))}".rstrip(": "))
        token = _member(answer, "access_token")
        if not answer.is_success or not token or not isinstance(token, str):
            raise TargetDown("unavailable", f"token: HTTP {answer.status_code}", not_before=asked_pause(answer))
        self._token = token
        self._token_ends = asyncio.get_running_loop().time() + _life(answer) - RENEWED_BEFORE

    def _usable(self) -> httpx.AsyncClient:
        try:
            return self._client
        except (OSError, ValueError) as error:
            log.error("MOMENTUM_CA cannot be used: %s", type(error).__name__)
            raise OurFault("unauthorized", "certificate") from None

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        trust: ssl.SSLContext | bool = True
        if self._transport is None:
            trust = ssl.create_default_context()
            if self._settings.momentum_ca:
                trust.load_verify_locations(cadata=self._settings.momentum_ca)
        return httpx.AsyncClient(verify=trust, trust_env=False, limits=BRIEFLY_KEPT, transport=self._transport)

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()


def _member(answer: httpx.Response, name: str) -> object:
    content = content_of(answer)
    return content.get(name) or "" if isinstance(content, dict) else ""


def _life(answer: httpx.Response) -> float:
    """The token's lifetime in seconds, which version 1 of Entra's endpoint gives as a string."""
    try:
        return max(float(str(_member(answer, "expires_in"))), 0.0)
    except ValueError:
        return SHORTEST_LIFE
