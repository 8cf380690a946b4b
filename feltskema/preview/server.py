"""Serves a preview on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import contextlib
from pathlib import Path
import socket

from aiohttp import web

from feltskema.arguments import Target
from feltskema.preview.functions import Functions
from feltskema.preview.pages import Pages
from feltskema.preview.parts import Parts
from feltskema.preview.state import State
from shared import wiring
from shared.domain.attachments import MAX_ATTACHMENT_BYTES
from shared.domain.registration import Registration

HOST = "127.0.0.1"
BEAT = 15.0
"""Seconds between two comments on the event stream, which show that the page is still connected."""


class Preview:
    """A preview server. `built`: the folder of the built front end; `changed`: called whenever the definition or its faults
    change; `accepted`: called with every registration that is stored."""

    def __init__(
        self,
        target: Target,
        built: Path,
        changed: Callable[[State], None],
        accepted: Callable[[Registration], None],
    ) -> None:
        self._changed = changed
        self._accepted = accepted
        self._state = State(target, self._become)
        self._pages = Pages(built, self._state)
        self._functions: Functions | None = None

    async def run(self, port: int, ready: Callable[[str], None]) -> None:
        """Serve until cancelled. Port 0 means any free one; `ready` is called with the address. Raises `OSError` when the port is
        in use."""
        with socket.create_server((HOST, port)) as listening:
            address = f"http://localhost:{listening.getsockname()[1]}"
            parts = Parts(self._state, address)
            self._functions = Functions(parts, self._accepted)
            with wiring.override(**parts.overriding()):
                await self._serve(listening, self._functions, lambda: ready(f"{address}/ny/{self._state.target.app}"))

    async def _serve(self, listening: socket.socket, functions: Functions, ready: Callable[[], None]) -> None:
        # Larger than the largest attachment, so that a too large one is refused by the product's own function.
        app = web.Application(client_max_size=2 * MAX_ATTACHMENT_BYTES)
        app.add_routes([*functions.routes(), web.get("/feltskema/events", self._events)])
        app.add_routes([web.get("/feltskema/{name}", self._pages.own), web.get("/{path:.*}", self._pages.any)])
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await self._state.read_if_changed()
        watching = asyncio.create_task(self._state.watch())
        try:
            await web.SockSite(runner, listening).start()
            ready()
            await watching
        finally:
            watching.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await watching
            await runner.cleanup()

    def _become(self, state: State) -> None:
        if self._functions:
            self._functions.renew()
        self._changed(state)

    async def _events(self, request: web.Request) -> web.StreamResponse:
        """Send the current revision, and each new one, as server-sent events."""
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
