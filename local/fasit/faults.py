"""Faults on demand, so that a test can see what the product does with a Fasit that fails.

`{"opret": {"mode": "status", "status": 503, "times": 2}}`; modes:

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
from typing import Any

from aiohttp import web

Dependencies = Callable[[web.Request], Awaitable[web.Response]]


class Faults:
    def __init__(self) -> None:
        self._wanted: dict[str, dict[str, Any]] = {}
        self._released = asyncio.Event()
        self.held = 0

    def set(self, wanted: dict[str, dict[str, Any]]) -> None:
        self._wanted = wanted
        # Whoever still waits is let go.
        self._released.set()
        self._released = asyncio.Event()

    def release(self) -> None:
        self._released.set()

    async def context(self, call: str, request: web.Request, dependencies: Dependencies) -> web.Response:
        # An empty upload is somebody's look at whether we are there: it meets the fault, and uses none of its `times` up.
        fault = self._wanted.get(call, {}) if request.content_length == 0 else self._next(call)
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
        answer = await dependencies(request)
        if mode == "drop-after-work":
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

    def _next(self, call: str) -> dict[str, Any]:
        fault = self._wanted.get(call)
        if fault is None:
            return {}
        left = fault.get("times")
        if left is not None:
            fault["times"] = left - 1
            if left <= 1:
                del self._wanted[call]
        return fault


async def _dropped(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    await asyncio.sleep(0)
    raise ConnectionResetError
