"""The connection to Fasit's documents service: certificate, headers, and whether a request was sent when no answer comes.

A request looks as that of the one client known to work (OS2Forms' `os2forms_fasit`), down to its headers.
"""

from __future__ import annotations

import asyncio
from functools import cached_property
import logging
import ssl

import httpx

from shared.adapters.certificate import client_context
from shared.domain.failures import Unavailable
from shared.settings import Settings

log = logging.getLogger("feltskema.fasit")

_UNASKED_HEADERS = ("Accept", "Accept-Encoding", "Connection")
"""What httpx adds and the known client does not send."""


class AnswerLost(Exception):
    """The request was sent, and no answer came."""


class FasitClient:
    """Posts to the documents service of one tenant."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._base = f"{settings.fasit_url}/{settings.fasit_tenant}/{settings.fasit_version}/documents"

    async def post(self, call: str, content: bytes | None, headers: dict[str, str]) -> httpx.Response:
        """Post once; the answer, whatever its status. `Unavailable` when nothing was sent, `AnswerLost` when it was and no
        answer came."""
        client, sent = self._usable(), asyncio.Event()

        async def watch(event: str, _facts: object) -> None:
            if event == "http11.send_request_headers.started":
                sent.set()

        try:
            async with asyncio.timeout(self._settings.fasit_timeout_seconds):
                answer = await client.post(
                    f"{self._base}/{call}", content=content, headers=headers, extensions={"trace": watch}
                )
        # OSError as well: what TLS says of our certificate comes through httpx as it is.
        except (httpx.HTTPError, OSError) as error:
            if _certificate_refused(error):
                raise Unavailable("unauthorized", "TLS") from None
            if not sent.is_set():
                raise Unavailable("unavailable", type(error).__name__) from None
            raise AnswerLost(type(error).__name__) from None
        log.info("%s: HTTP %d", call, answer.status_code)
        return answer

    def _usable(self) -> httpx.AsyncClient:
        try:
            return self._client
        except (OSError, ValueError) as error:
            log.error("FASIT_CLIENT_CERTIFICATE or FASIT_CA cannot be used: %s", type(error).__name__)
            raise Unavailable("unauthorized", "certificate") from None

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        # Between two bytes httpx waits so long; `post` sees to the whole call.
        timeout = self._settings.fasit_timeout_seconds
        trust = client_context(self._settings.fasit_client_certificate, self._settings.fasit_ca)
        client = httpx.AsyncClient(verify=trust, timeout=timeout, trust_env=False)
        for name in _UNASKED_HEADERS:
            del client.headers[name]
        return client

    async def post_repeatable(self, call: str, content: bytes | None, headers: dict[str, str]) -> httpx.Response:
        """Post as `post` does, for a call whose lost answer does no harm."""
        try:
            return await self.post(call, content, headers)
        except AnswerLost as lost:
            raise Unavailable("unavailable", str(lost)) from None

    def check_certificate(self) -> None:
        """Raise `Unavailable` when the certificate cannot be used."""
        self._usable()

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()


def _certificate_refused(error: BaseException) -> bool:
    """Whether the other end closed the connection over our certificate: under TLS 1.3 that is known only when the answer is
    read, and nothing of the request has been looked at then."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError) and "ALERT" in (seen.reason or ""):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
