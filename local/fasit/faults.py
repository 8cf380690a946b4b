"""Faults on demand: a test makes Fasit's calls fail, to see what the product does then.

For example `{"opret": {"mode": "status", "status": 503, "times": 2}}`: the next two calls of `opret` fail; with `"share": 0.3`
three in ten of them do. The modes:

    status           answers `status` without doing the work
    refuse           answers 400 with `reason`, without doing the work
    delay            waits `seconds`, then does the work
    drop-before-work closes the connection
    drop-after-work  does the work, then closes the connection
    hold             does the work, then answers only when released
    hold-before-work when released, closes the connection without doing the work
    empty-body       does the work, answers with no id
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from secrets import SystemRandom
from typing import Any

from aiohttp import web

CHANCE = SystemRandom()
Work = Callable[[web.Request], Awaitable[web.Response]]


class Faults:
    """The faults to come, by call. `held`: how many calls wait for `release`; `lost`: how many answers after the work."""

    def __init__(self) -> None:
        self._wanted: dict[str, dict[str, Any]] = {}
        self._released = asyncio.Event()
        self.held = 0
        self.lost = 0

    def set(self, faults: dict[str, dict[str, Any]]) -> None:
        """Replace all faults, by the name of the call."""
        self._wanted = faults
        # Calls that an earlier fault holds go on.
        self._released.set()
        self._released = asyncio.Event()

    def release(self) -> None:
        """Let the calls go on that a fault holds."""
        self._released.set()

    async def answer(self, call: str, request: web.Request, work: Work) -> web.Response:
        """Answer a call by `work`, or as its fault says."""
        fault = self._next(call, is_probe=request.content_length == 0)
        mode = fault.get("mode", "")
        if mode == "status":
            return web.Response(status=int(fault["status"]), text=f"HTTP {fault['status']} on demand")
        if mode == "refuse":
            return web.Response(status=400, text=str(fault.get("reason", "refused on demand")))
        if mode == "delay":
            await asyncio.sleep(float(fault["seconds"]))
        if mode == "hold-before-work":
            await self._hold()
        if mode in ("drop-before-work", "hold-before-work"):
            return await _dropped(request)
        answer = await work(request)
        if mode == "drop-after-work":
            self.lost += 1
            return await _dropped(request)
        if mode == "hold":
            await self._hold()
        return web.Response(status=answer.status) if mode == "empty-body" else answer

    async def _hold(self) -> None:
        self.held += 1
        try:
            await self._released.wait()
        finally:
            self.held -= 1

    def _next(self, call: str, is_probe: bool) -> dict[str, Any]:
        """The fault of this call. An empty upload is a probe of the connection: it is not counted in `times`."""
        fault = self._wanted.get(call)
        if fault is None or CHANCE.random() >= float(fault.get("share", 1)):
            return {}
        times = fault.get("times")
        if times is not None and not is_probe:
            fault["times"] = times - 1
            if times <= 1:
                del self._wanted[call]
        return fault


async def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    await asyncio.sleep(0)
    raise ConnectionResetError
