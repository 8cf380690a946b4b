"""Calls another system over HTTP; where no answer comes, it tells whether the request was sent.

A call goes through phases, each with its own limit, and httpx's trace says which one it is in. What fails before `SENDING` was
never sent: nothing was made, whatever the other end is. From `SENDING` on nobody knows.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from enum import StrEnum
import ssl
from typing import Any

import httpx


class Phase(StrEnum):
    """How far a call has come. A connection that is open already begins at `SENDING`."""

    QUEUED = "queued"
    RESOLVING = "resolving"
    CONNECTING = "connecting"
    HANDSHAKE = "handshake"
    SENDING = "sending"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds that the phases may take: `connect` each of those before a connection is there, `send` the request, `answer` from
    the last byte sent to the last one read."""

    connect: float
    send: float
    answer: float

    @property
    def longest(self) -> float:
        """Seconds that a call may take in all."""
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
    """No byte of the request was sent. `phase` tells where it stopped."""

    def __init__(self, phase: Phase, kind: str) -> None:
        self.phase = phase
        super().__init__(f"{phase}: {kind}")


class CertificateRefused(NotSent):
    """The other end closed the connection over our certificate: it has looked at nothing of the request."""


class AnswerLost(Exception):
    """The request was sent, at least in part, and no whole answer came."""

    def __init__(self, phase: Phase, kind: str) -> None:
        self.phase = phase
        super().__init__(f"{phase}: {kind}")


_PHASES = {
    "connection.connect_tcp.started": Phase.RESOLVING,
    "connection.start_tls.started": Phase.HANDSHAKE,
    "http11.send_request_headers.started": Phase.SENDING,
    "http11.receive_response_headers.started": Phase.ANSWER,
}
"""What httpcore's trace calls the beginning of each phase."""


class _Progress:
    """Follows one call, and gives each of its phases the time that it may take."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.phase = Phase.QUEUED
        self.deadline = asyncio.timeout(limits.of(Phase.QUEUED))

    async def watch(self, event: str, facts: dict[str, Any]) -> None:
        if phase := _PHASES.get(event):
            self._enter(phase)
        if phase is Phase.RESOLVING:
            # httpcore resolves and connects in one step. A name server that is silent is told apart by asking it first; its
            # answer is at hand when httpcore asks.
            await asyncio.get_running_loop().getaddrinfo(facts["host"], facts["port"])
            self._enter(Phase.CONNECTING)

    def _enter(self, phase: Phase) -> None:
        if self.deadline.expired():
            raise TimeoutError  # Its time was over before: the next phase does not begin.
        self.phase = phase
        self.deadline.reschedule(asyncio.get_running_loop().time() + self._limits.of(phase))


async def call(client: httpx.AsyncClient, request: httpx.Request, limits: Limits) -> httpx.Response:
    """Send once; the answer, whatever its status. Raises `NotSent` or `AnswerLost`. The client's own
    timeouts are not used."""
    progress = _Progress(limits)
    request.extensions |= {"trace": progress.watch, "timeout": {}}
    try:
        async with progress.deadline:
            return await client.send(request)
    # OSError as well: what TLS says of our certificate, and a name that is not known, come through httpx as they are.
    except (httpx.HTTPError, OSError) as error:
        kind = type(error).__name__
        if _certificate_refused(error):
            raise CertificateRefused(progress.phase, kind) from None
        if progress.phase in (Phase.SENDING, Phase.ANSWER):
            raise AnswerLost(progress.phase, kind) from None
        raise NotSent(progress.phase, kind) from None


def _certificate_refused(error: BaseException) -> bool:
    """Whether TLS was ended with an alert: under TLS 1.3 a certificate is refused only when the answer is read, and nothing of
    the request has been looked at then."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError) and "ALERT" in (seen.reason or ""):
            return True
        seen = seen.__cause__ or seen.__context__
    return False
