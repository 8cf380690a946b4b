"""Waiting in tests: for what must happen, with a limit so long that a busy machine does not reach it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import time
from typing import TypeVar

PATIENCE = 120.0
"""The limit in seconds after which a test fails."""
_BETWEEN = 0.05

_T = TypeVar("_T")


def until(
    look: Callable[[], _T | None], otherwise: Callable[[], object] = lambda: "it never came", patience: float = PATIENCE
) -> _T:
    """Call `look` until it returns something true, and return that. After `patience` seconds fail with the message of
    `otherwise`."""
    deadline = time.monotonic() + patience
    while not (result := look()):
        assert time.monotonic() < deadline, otherwise()
        time.sleep(_BETWEEN)
    return result


async def let_others_go_on_until(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Let other tasks of the event loop run until `holds` is true; fail after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        await asyncio.sleep(0)
