"""Limits how many sign-ins call the broker at once, and for how long. Anybody may begin a sign-in, so a broker that hangs must
leave capacity for people who are signed in. These calls are asynchronous, so the thread pools' limits do not apply to them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import logging

from shared.adapters.pools import LATER
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.broker")


class SignInLimit:
    """At most `places` at once, each for at most `patience` seconds."""

    def __init__(self, places: int, patience: float) -> None:
        self._places, self._patience = places, patience
        self._taken = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Occupy a place while the block runs. Raises `DependencyUnavailable("busy")` at once when all are occupied, and
        `DependencyUnavailable("broker-unavailable")` when the block takes too long."""
        if self._taken >= self._places:
            raise DependencyUnavailable("busy", headers=LATER)
        self._taken += 1
        limit = asyncio.timeout(self._patience)
        try:
            async with limit:
                yield
        except TimeoutError:
            if not limit.expired():
                raise
            log.error("a sign-in waited over %g s for the broker", self._patience)
            raise DependencyUnavailable("broker-unavailable", headers=LATER) from None
        finally:
            self._taken -= 1
