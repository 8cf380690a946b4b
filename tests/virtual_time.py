"""An event loop whose clock is told, not read: it jumps to the next moment at which something happens.

Nothing runs beside it. No socket is opened, no thread is started: what the product would do on a thread is done in its turn. So
what a program does is settled by its own choices, and the same seed takes the same way each time.

Its own queue and timers, since those of asyncio's loop cost a simulation half of its time: what comes at the same moment comes in
the order in which it was asked for.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from contextvars import Context, copy_context
from heapq import heappop, heappush
import socket
from typing import Any, TypeVar

_T = TypeVar("_T")
_FUTURE = asyncio.Future


class Stuck(Exception):
    """Everybody waits, and nothing will ever happen."""


class _Handle:
    """What is to be called; the loop's answer to `call_soon` and `call_at`. Not called once it is cancelled."""

    __slots__ = ("_when", "arguments", "call", "context", "is_cancelled")

    def __init__(
        self, call: Callable[..., object], arguments: tuple[Any, ...], context: Context | None, when: float
    ) -> None:
        self.call, self.arguments, self._when = call, arguments, when
        self.context = copy_context() if context is None else context
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def cancelled(self) -> bool:
        return self.is_cancelled

    def when(self) -> float:
        return self._when


class VirtualLoop(asyncio.BaseEventLoop):
    """`now` is its time in seconds, from 0."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0
        self._soon: deque[_Handle] = deque()
        self._timers: list[tuple[float, int, _Handle | asyncio.Future[None]]] = []
        self._sequence = 0
        # What a process left undone when it ended is no fault.
        self.set_exception_handler(lambda loop, facts: None)

    def time(self) -> float:
        return self.now

    def call_soon(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> _Handle:
        handle = _Handle(callback, args, context, self.now)
        self._soon.append(handle)
        return handle

    def call_soon_threadsafe(  # type: ignore[override]
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> _Handle:
        """There is one thread."""
        return self.call_soon(callback, *args, context=context)

    def call_at(  # type: ignore[override]
        self, when: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> _Handle:
        handle = _Handle(callback, args, context, when)
        self._at(when, handle)
        return handle

    def call_later(  # type: ignore[override]
        self, delay: float, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> _Handle:
        when = self.now + delay
        handle = _Handle(callback, args, context, when)
        self._sequence += 1
        heappush(self._timers, (when, self._sequence, handle))
        return handle

    def nap(self, seconds: float) -> asyncio.Future[None]:
        """`asyncio.sleep` at a third of its cost: to be awaited at once, by one."""
        rested: asyncio.Future[None] = _FUTURE(loop=self)
        self._sequence += 1
        heappush(self._timers, (self.now + seconds, self._sequence, rested))
        return rested

    def create_task(  # type: ignore[override]
        self, work: Coroutine[Any, Any, _T], *, name: str | None = None, context: Context | None = None
    ) -> asyncio.Task[_T]:
        return asyncio.Task(work, loop=self, name=name or "", context=context)

    def create_future(self) -> asyncio.Future[Any]:
        return _FUTURE(loop=self)

    def _at(self, when: float, timer: _Handle | asyncio.Future[None]) -> None:
        self._sequence += 1
        heappush(self._timers, (when, self._sequence, timer))

    def _run_once(self) -> None:
        """Go on until somebody stops the loop. What a call raises is for whoever waits for it."""
        soon = self._soon
        while not self._stopping:  # type: ignore[attr-defined]
            if not soon:
                self._jump()
            try:
                while soon:
                    handle = soon.popleft()
                    if not handle.is_cancelled:
                        handle.context.run(handle.call, *handle.arguments)
            except Exception as error:
                self.call_exception_handler({"message": "a callback failed", "exception": error})

    def _jump(self) -> None:
        """Let the clock go on to the next timer that somebody still waits for. Raises `Stuck`."""
        while self._timers:
            when, _, timer = heappop(self._timers)
            if timer.cancelled():
                continue
            self.now = max(self.now, when)
            if type(timer) is _Handle:
                self._soon.append(timer)
            else:
                timer.set_result(None)  # type: ignore[union-attr]
            return
        raise Stuck

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
