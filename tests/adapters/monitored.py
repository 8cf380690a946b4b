"""Azure Monitor's metrics over HTTP, for an identity that may read them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from local.host import monitor
from local.host.monitor import Series

TOKEN = "a.token"


@dataclass
class Monitor:
    """`resources` has each resource's metrics; `refuses` is a status that it answers everything with."""

    resources: dict[str, Mapping[str, Series]] = field(default_factory=dict)
    refuses: int = 0
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        if self.refuses:
            return web.json_response({"error": {"code": "AuthorizationFailed"}}, status=self.refuses)
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            fault = {"code": "AuthenticationFailed", "message": "The 'Authorization' header is missing."}
            return web.json_response({"error": fault}, status=401)
        answer = monitor.answer(request.path, request.query, self.resources)
        return web.json_response(answer.body, status=answer.status)


@asynccontextmanager
async def monitored() -> AsyncIterator[Monitor]:
    monitor = Monitor()
    application = web.Application()
    application.router.add_get("/{path:.*}", monitor.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monitor.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield monitor
    finally:
        await runner.cleanup()
