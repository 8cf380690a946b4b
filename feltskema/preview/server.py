"""The preview's server, on loopback alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import contextlib
from pathlib import Path

from aiohttp import web

from feltskema.files import Target
from feltskema.preview.api import Api, problems
from feltskema.preview.pages import Pages
from feltskema.preview.state import State
from shared.domain.attachments import LARGEST
from shared.domain.registration import Registration

HOST = "127.0.0.1"
BEAT = 15.0
"""Seconds between two signs of life, so that a page that is gone is noticed."""


class Preview:
    """`changed` is told of every reading that differs from the last, `accepted` of every registration, `ready` of the
    address."""

    def __init__(
        self,
        target: Target,
        built: Path,
        changed: Callable[[State], None],
        accepted: Callable[[Registration], None],
    ) -> None:
        self._state = State(target, changed)
        self._pages = Pages(built, self._state)
        self._api = Api(self._state, accepted)

    async def run(self, port: int, ready: Callable[[str], None]) -> None:
        """Until cancelled. `OSError` when the port is taken; 0 takes a free one."""
        app = web.Application(middlewares=[problems], client_max_size=LARGEST + 1)
        app.add_routes([*self._api.routes(), web.get("/feltskema/events", self._events)])
        app.add_routes([web.get("/feltskema/{name}", self._pages.own), web.get("/{path:.*}", self._pages.any)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await self._state.look()
        watching = asyncio.create_task(self._state.watch())
        try:
            site = web.TCPSite(runner, HOST, port)
            await site.start()
            taken = site._server.sockets[0].getsockname()[1]  # type: ignore[union-attr] # aiohttp tells it nowhere else.
            ready(f"http://localhost:{taken}/ny/{self._state.target.app}")
            await watching
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching
            await runner.cleanup()

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """The revision, now and whenever it changes (server-sent events)."""
        headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        beating = asyncio.create_task(_beat(response))
        try:
            async for revision in self._state.news():
                await response.write(f"event: revision\ndata: {revision}\n\n".encode())
        except (ConnectionError, asyncio.CancelledError):
            pass
        finally:
            beating.cancel()
        return response


async def _beat(response: web.StreamResponse) -> None:
    with contextlib.suppress(ConnectionError):
        while True:
            await asyncio.sleep(BEAT)
            await response.write(b": here\n\n")
