"""An event loop whose time passes only while nothing can be done, and then at once: a day of waiting takes no time at all."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
import selectors
from typing import Any, TypeVar

T = TypeVar("T")


class _AtOnce(selectors.DefaultSelector):
    """Does not wait: what it was to wait for has passed then."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        if not ready and timeout:
            self.passed += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._at_once = _AtOnce()
        super().__init__(self._at_once)

    def time(self) -> float:
        return self._at_once.passed


def in_virtual_time(work: Coroutine[Any, Any, T]) -> T:
    """What the coroutine comes to, run to its end on a clock of its own that begins at 0."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(work)
