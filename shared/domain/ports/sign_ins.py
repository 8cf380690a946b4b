"""Sign-ins under way, and sessions that were ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Handshake:
    """A sign-in under way: `flow` from the broker, `next` a path of ours, `device` a hash of the device cookie."""

    state: str
    flow: Mapping[str, Any]
    next: str
    device: str
    expires_at: datetime


class Handshakes(Protocol):
    async def put(self, handshake: Handshake) -> None: ...

    async def take(self, state: str) -> Handshake | None:
        """Read and delete a handshake in one: of two callers only one gets it. Its age is not looked at."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete those that expired before, many at a time; how many. What is deleted stays so when it is broken off."""
        ...


class Revocations(Protocol):
    async def revoke(self, session_id: str, until: datetime) -> None: ...

    async def revoked(self, session_id: str) -> bool: ...

    async def forget(self, before: datetime) -> int: ...
