"""Sends a request over HTTP, and when no answer comes, determines whether it was sent.

A call goes through phases, each with its own time limit; httpx's trace reports which phase it is in. A failure before `SENDING`
means that nothing was sent, so nothing was created. From `SENDING` on the outcome is unknown.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
import ssl
from typing import Any

import httpx


class Phase(StrEnum):
    """The phase of a call. On a reused connection it begins at `SENDING`."""

    QUEUED = "queued"
    RESOLVING = "resolving"
    CONNECTING = "connecting"
    HANDSHAKE = "handshake"
    SENDING = "sending"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Limits:
    """Time limits in seconds: `connect` for each phase before there is a connection, `send` for sending the request, `answer`
    from the last byte sent to the last one read."""

    connect: float
    send: float
    answer: float

    @property
    def longest(self) -> float:
        """The longest that a call may take, in seconds."""
        return 4 * self.connect + self.send + self.answer

    def of(self, phase: Phase) -> float:
        match phase:
            case Phase.SENDING:
                return self.send
            case Phase.ANSWER:
                return self.answer
            case _:
                return self.connect


class NotSent(Exception):
    """Nothing of the request was sent. `phase`: where it stopped."""

    def __init__(self, phase: Phase, kind: str) -> None:
        self.phase = phase
        super().__init__(f"{phase}: {kind}")


class CertificateRefused(NotSent):
    """The other side closed the connection because of our certificate, and has not processed the request."""


CERTIFICATE_ALERTS = frozenset(
    (
        *("SSLV3_ALERT_NO_CERTIFICATE", "SSLV3_ALERT_BAD_CERTIFICATE", "SSLV3_ALERT_UNSUPPORTED_CERTIFICATE"),
        *("SSLV3_ALERT_CERTIFICATE_REVOKED", "SSLV3_ALERT_CERTIFICATE_EXPIRED", "SSLV3_ALERT_CERTIFICATE_UNKNOWN"),
        *("TLSV13_ALERT_CERTIFICATE_REQUIRED", "TLSV1_ALERT_UNKNOWN_CA", "TLSV1_ALERT_ACCESS_DENIED"),
        *("TLSV1_ALERT_DECRYPT_ERROR", "SSLV3_ALERT_HANDSHAKE_FAILURE"),
    )
)
"""The TLS alerts that turn a client certificate away, or end a handshake that failed (RFC 8446, 6.2), as OpenSSL names them. Any
other alert may come after the request was processed."""


class AnswerLost(Exception):
    """The request was sent, at least in part, and there is no complete answer."""

    def __init__(self, phase: Phase, kind: str) -> None:
        self.phase = phase
        super().__init__(f"{phase}: {kind}")


_PHASES = {
    "connection.connect_tcp.started": Phase.RESOLVING,
    "connection.start_tls.started": Phase.HANDSHAKE,
    "http11.send_request_headers.started": Phase.SENDING,
    "http11.receive_response_headers.started": Phase.ANSWER,
}
"""The phase that each event of httpcore's trace begins."""


class _Progress:
    """Follows one call through its phases, and enforces their time limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.phase = Phase.QUEUED
        self.deadline = asyncio.timeout(limits.of(Phase.QUEUED))

    async def watch(self, event: str, facts: dict[str, Any]) -> None:
        if phase := _PHASES.get(event):
            self._enter(phase)
        if phase is Phase.RESOLVING:
            # httpcore resolves the name and connects in one step. Resolving it first tells a name server that does not answer
            # from a host that does not; the result is cached when httpcore asks.
            await asyncio.get_running_loop().getaddrinfo(facts["host"], facts["port"])
            self._enter(Phase.CONNECTING)

    def _enter(self, phase: Phase) -> None:
        if self.deadline.expired():
            raise TimeoutError  # Its time was over before: the next phase does not begin.
        self.phase = phase
        self.deadline.reschedule(asyncio.get_running_loop().time() + self._limits.of(phase))


async def call(client: httpx.AsyncClient, request: httpx.Request, limits: Limits) -> httpx.Response:
    """Send the request once; the response, whatever its status. Raises `NotSent` or `AnswerLost`. The client's own time limits
    are not used."""
    progress = _Progress(limits)
    request.extensions |= {"trace": progress.watch, "timeout": {}}
    try:
        async with progress.deadline:
            return await client.send(request)
    # OSError too: httpx passes on TLS errors about our certificate, and unknown names, unchanged.
    except (httpx.HTTPError, OSError) as error:
        kind = type(error).__name__
        if _certificate_refused(error):
            raise CertificateRefused(progress.phase, kind) from None
        if progress.phase in (Phase.SENDING, Phase.ANSWER):
            raise AnswerLost(progress.phase, kind) from None
        raise NotSent(progress.phase, kind) from None


def _certificate_refused(error: BaseException) -> bool:
    """Whether the connection ended with a TLS alert about our certificate. Under TLS 1.3 a refused one is reported only when the
    answer is read, and the request has not been processed then."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError) and cause.reason in CERTIFICATE_ALERTS:
            return True
        cause = cause.__cause__ or cause.__context__
    return False
