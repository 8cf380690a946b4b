"""The one way in which a test waits: for what must happen, with an end that no busy machine comes to."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import time
from typing import TypeVar

PATIENCE = 120.0
"""Seconds. What never comes fails all the same."""
_BETWEEN = 0.05

_T = TypeVar("_T")


def until(
    look: Callable[[], _T | None], otherwise: Callable[[], object] = lambda: "it never came", patience: float = PATIENCE
) -> _T:
    """What `look` sees once that is something; past the end it fails with what `otherwise` tells."""
    deadline = time.monotonic() + patience
    while not (seen := look()):
        assert time.monotonic() < deadline, otherwise()
        time.sleep(_BETWEEN)
    return seen


async def let_others_go_on_until(holds: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Give the event loop to the others, turn by turn, until it holds; past the end it fails."""
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        await asyncio.sleep(0)
