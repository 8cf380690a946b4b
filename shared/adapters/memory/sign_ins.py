"""The broker, sign-ins in progress and signed-out sessions, in memory."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
import secrets
from typing import Any
from urllib.parse import urlencode

from shared.domain.ports import Handshake, Identified, SignInStart
from shared.domain.problems import DependencyUnavailable, SignInRefused

ISSUER = "https://broker.example/op"
SUBSTANTIAL = "https://data.gov.dk/concept/core/nsis/Substantial"


class MemoryBroker:
    """Implements `Broker`. `persons` are the claims by person; `approve` does what a person and a browser do; `authenticated_at`
    and `privileges` are the same for everybody."""

    def __init__(self, persons: Mapping[str, Mapping[str, Any]]) -> None:
        self.persons = persons
        self.down = False
        self.authenticated_at: datetime | None = None
        self.privileges: tuple[str, ...] = ()
        self._codes: dict[str, tuple[str, str]] = {}

    async def begin(self, redirect_uri: str) -> SignInStart:
        self._check_reachable()
        state = secrets.token_urlsafe(16)
        url = f"{ISSUER}/auth?{urlencode({'state': state, 'redirect_uri': redirect_uri})}"
        return SignInStart(url, state, {"state": state, "redirect_uri": redirect_uri})

    async def finish(self, flow: Mapping[str, Any], answer: Mapping[str, str]) -> Identified:
        self._check_reachable()
        state, person = self._codes.pop(answer.get("code", ""), ("", ""))
        if not person or not flow["state"] == state == answer.get("state"):
            raise SignInRefused("sign-in-failed")
        return Identified(ISSUER, person, self.persons[person], self.authenticated_at, self.privileges)

    async def probe(self, redirect_uri: str) -> None:
        self._check_reachable()

    def approve(self, state: str, person: str) -> dict[str, str]:
        """The query that the browser returns with after the person has signed in."""
        code = secrets.token_urlsafe(16)
        self._codes[code] = state, person
        return {"code": code, "state": state}

    def _check_reachable(self) -> None:
        if self.down:
            raise DependencyUnavailable("broker-unavailable")


class MemoryHandshakes:
    """Implements `Handshakes`."""

    def __init__(self) -> None:
        self.under_way: dict[str, Handshake] = {}

    async def put(self, handshake: Handshake) -> None:
        self.under_way[handshake.state] = handshake

    async def take(self, state: str) -> Handshake | None:
        await asyncio.sleep(0)
        return self.under_way.pop(state, None)

    async def forget(self, before: datetime) -> int:
        old = [state for state, handshake in self.under_way.items() if handshake.expires_at < before]
        for state in old:
            del self.under_way[state]
        return len(old)
