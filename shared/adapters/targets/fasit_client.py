"""The connection to Fasit's documents service: certificate, headers and time limits.

Requests look like those of the one client known to work (OS2Forms' `os2forms_fasit`), down to their headers.
"""

from __future__ import annotations

from functools import cached_property
import logging
import ssl

import httpx

from shared.adapters.certificate import client_context
from shared.adapters.connections import BRIEFLY_KEPT
from shared.adapters.targets.calls import AnswerLost, CertificateRefused, Limits, NotSent, call
from shared.domain.failures import OurFault, Unavailable
from shared.domain.trace import step_of
from shared.settings import Settings

log = logging.getLogger("feltskema.fasit")

_UNASKED_HEADERS = ("Accept", "Accept-Encoding", "Connection")
"""Headers that httpx adds and the known client does not send."""


class FasitClient:
    """Sends requests to the documents service of one tenant, over `transport` if it is given: no certificate is used then."""

    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._settings, self._transport = settings, transport
        self._base = f"{settings.fasit_url}/{settings.fasit_tenant}/{settings.fasit_version}/documents"
        connect, answer = settings.fasit_connect_seconds, settings.fasit_timeout_seconds
        self._repeatable = Limits(connect, send=answer, answer=answer)
        self.creating = Limits(connect, send=answer, answer=settings.fasit_create_seconds)

    async def upload(self, content: bytes | None, headers: dict[str, str]) -> httpx.Response:
        """Send a file to `upload2`. A lost response does no harm. Gives the response, whatever its status; raises
        `Unavailable`."""
        try:
            return await self._post("upload2", content, headers, self._repeatable)
        except AnswerLost as lost:
            raise Unavailable("unavailable", str(lost)) from None

    async def create(self, message: bytes) -> httpx.Response:
        """Call `opret` once; gives the response, whatever its status. Raises `Unavailable` when nothing was sent, `AnswerLost`
        when it was sent and no answer came."""
        return await self._post("oio/3.0.0/opret", message, {"Content-Type": "application/xml"}, self.creating)

    async def _post(self, name: str, content: bytes | None, headers: dict[str, str], limits: Limits) -> httpx.Response:
        client = self._usable()
        request = client.build_request("POST", f"{self._base}/{name}", content=content, headers=headers)
        try:
            # No trace headers, so that the request looks like the known client's.
            with step_of(None, f"Fasit {name}", "client"):
                answer = await call(client, request, limits)
        except CertificateRefused:
            raise OurFault("unauthorized", "TLS") from None
        except NotSent as failure:
            raise Unavailable("unavailable", str(failure)) from None
        log.info("%s: HTTP %d", name, answer.status_code)
        return answer

    def _usable(self) -> httpx.AsyncClient:
        try:
            return self._client
        except (OSError, ValueError) as error:
            log.error("FASIT_CLIENT_CERTIFICATE or FASIT_CA cannot be used: %s", type(error).__name__)
            raise OurFault("unauthorized", "certificate") from None

    @cached_property
    def _client(self) -> httpx.AsyncClient:
        trust: ssl.SSLContext | bool = True
        if self._transport is None:
            trust = client_context(self._settings.fasit_client_certificate, self._settings.fasit_ca)
        client = httpx.AsyncClient(verify=trust, trust_env=False, limits=BRIEFLY_KEPT, transport=self._transport)
        for name in _UNASKED_HEADERS:
            del client.headers[name]
        return client

    def check_certificate(self) -> None:
        """Raise `Unavailable` if the certificate cannot be used."""
        self._usable()

    async def close(self) -> None:
        if "_client" in self.__dict__:
            await self._client.aclose()
