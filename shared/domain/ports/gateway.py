"""Recognises the gateway that calls come through."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Gateway(Protocol):
    async def recognise(self, authorization: str, now: datetime) -> None:
        """Return when the `Authorization` header is the gateway's. Raises `GatewayOnly` when it is not, and
        `DependencyUnavailable("gateway-unavailable")` when the keys to verify it cannot be fetched."""
        ...
