"""Sign-ins in progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Handshake:
    """A sign-in in progress. `flow`: from the broker; `next`: a path of ours; `device`: a hash of the device cookie."""

    state: str
    flow: Mapping[str, Any]
    next: str
    device: str
    expires_at: datetime


class Handshakes(Protocol):
    async def put(self, handshake: Handshake) -> None: ...

    async def take(self, state: str) -> Handshake | None:
        """Read and delete a handshake atomically: only one of two callers gets it. Its age is not checked."""
        ...

    async def forget(self, before: datetime) -> int:
        """Delete those that expired before a moment, many at a time; returns how many. Safe to interrupt."""
        ...
