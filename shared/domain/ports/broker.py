"""The MitID broker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class SignInStart:
    """`url`: where to send the browser; `state`: names the handshake; `flow`: what the broker's client needs later."""

    url: str
    state: str
    flow: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Identified:
    """The person that the broker has identified.

    `claims` has only those that were requested by name. `authenticated_at`: when MitID was used (None: unknown). `privileges`:
    the names that the employer has given the person in the broker's own rights register, where there is one.
    """

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    authenticated_at: datetime | None = None
    privileges: tuple[str, ...] = ()


class Broker(Protocol):
    """The MitID broker: an OpenID Connect provider. Raises `DependencyUnavailable("broker-unavailable")`, and
    `SignInRefused("sign-in-failed" | "sign-in-service")` when its answer signs nobody in."""

    async def begin(self, redirect_uri: str) -> SignInStart: ...

    async def finish(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Identified:
        """Verify the query with which the broker sent the browser back; returns who signed in."""
        ...

    async def probe(self, redirect_uri: str) -> None:
        """Return when the broker answers and would accept a request with that callback address; raise
        `DependencyUnavailable("broker-refuses")` when it would not."""
        ...
