"""Bounds how many sign-ins may wait for the broker at once, and how long: anybody may begin one, and a broker that hangs must
leave room for signed-in work. The calls here need no thread, so the pools' bound does not hold them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import logging

from shared.adapters.pools import LATER
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.broker")


class Room:
    """For `places` at once, each for at most `patience` seconds."""

    def __init__(self, places: int, patience: float) -> None:
        self._places, self._patience = places, patience
        self._taken = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """`DependencyUnavailable("busy")` at once when there is none, and `DependencyUnavailable("broker-unavailable")` when
        it takes too long."""
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
