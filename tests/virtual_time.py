"""An event loop whose clock is told, not read: it jumps to the next moment at which something happens.

Nothing runs beside it. No socket is opened, no thread is started: what the product would do on a thread is done in its turn. So
what a program does is settled by its own choices, and the same seed takes the same way each time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
import socket
from typing import Any, TypeVar

_T = TypeVar("_T")


class Stuck(Exception):
    """Everybody waits, and nothing will ever happen."""


class _Selector:
    """Stands in the place of the operating system's: waiting is letting the clock go on."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise Stuck
        if timeout > 0:
            self._loop.now = max(self._loop.now, self._loop.next_at())
        return []


class VirtualLoop(asyncio.BaseEventLoop):
    """`now` is its time in seconds, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self._selector = _Selector(self)
        self._clock_resolution = 1e-6
        # What a process left undone when it ended is no fault.
        self.set_exception_handler(lambda loop, facts: None)

    def next_at(self) -> float:
        """When the next timer ends."""
        return float(self._scheduled[0].when())  # type: ignore[attr-defined]

    def time(self) -> float:
        return self.now

    def _process_events(self, events: list[Any]) -> None:
        """There are none."""

    def _write_to_self(self) -> None:
        """Nobody calls from another thread."""

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, call: Callable[..., _T], *arguments: Any
    ) -> asyncio.Future[_T]:
        """Do it in its turn, on this thread."""
        done: asyncio.Future[_T] = self.create_future()

        def work() -> None:
            if done.done():
                return
            try:
                done.set_result(call(*arguments))
            except Exception as error:
                done.set_exception(error)

        self.call_soon(work)
        return done

    async def getaddrinfo(self, host: Any, port: Any, **options: Any) -> list[Any]:
        """Every name is known at once."""
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("192.0.2.1", port))]


def run_virtually(main: Callable[[VirtualLoop], Coroutine[Any, Any, _T]]) -> _T:
    """Run it to its end on a loop of its own; tasks that are left are ended."""
    loop = VirtualLoop()
    try:
        return loop.run_until_complete(main(loop))
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()
