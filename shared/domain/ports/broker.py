"""The MitID broker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class SignInStart:
    """`url` is where the browser goes, `state` names the handshake, `flow` is what the broker's client needs later."""

    url: str
    state: str
    flow: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Identified:
    """Whom the broker vouches for. `claims` holds only what was asked for by name. `authenticated_at` is when MitID was used
    (None: not known), `privileges` the names that the employer has given in the broker's own rights register, where there is
    one."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]
    authenticated_at: datetime | None = None
    privileges: tuple[str, ...] = ()


class Broker(Protocol):
    """The MitID broker: an OpenID Connect provider. Raises `DependencyUnavailable("broker-unavailable")`, and
    `SignInRefused("sign-in-failed" | "sign-in-service")` when what it answers lets nobody in."""

    async def begin(self, redirect_uri: str) -> SignInStart: ...

    async def finish(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Identified:
        """Who signed in, for the query that the broker sent the browser back with, once all of it has been checked."""
        ...

    async def probe(self, redirect_uri: str) -> None:
        """Return when the broker answers and would take a request with that address to come back to;
        `DependencyUnavailable("broker-refuses")` when it would not."""
        ...
