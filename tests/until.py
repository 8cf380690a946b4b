"""Waits for what must happen."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(holds: Callable[[], bool]) -> None:
    """Let others go on until it holds."""
    while not holds():  # noqa: ASYNC110 (nothing tells of it)
        await asyncio.sleep(0)
