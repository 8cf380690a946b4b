"""Azure Monitor's metrics and logs over HTTP, for an identity that may read them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from local.host import log_queries, monitor
from local.host.monitor import Series
from local.host.throttling import ReadThrottle

TOKEN = "a.token"


@dataclass
class Monitor:
    """`resources` has each resource's metrics, `workspaces` the bytes that each workspace took in by hour; `refuses` is a status
    that it answers everything with, or everything of the resource `refuses_only`."""

    resources: dict[str, Mapping[str, Series]] = field(default_factory=dict)
    workspaces: dict[str, Series] = field(default_factory=dict)
    refuses: int = 0
    refuses_only: str = ""
    throttle: ReadThrottle = field(default_factory=ReadThrottle)
    url: str = ""

    async def answer(self, request: web.Request) -> web.Response:
        if self.refuses and request.path.startswith(self.refuses_only):
            return web.json_response({"error": {"code": "AuthorizationFailed"}}, status=self.refuses)
        if seconds := self.throttle.wait():
            return _written(monitor.throttled(request.path, seconds))
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            fault = {"code": "AuthenticationFailed", "message": "The 'Authorization' header is missing."}
            return web.json_response({"error": fault}, status=401)
        if request.method == "POST":
            return _written(log_queries.answer(request.path, request.query, await request.json(), self.workspaces))
        return _written(monitor.answer(request.path, request.query, self.resources))


def _written(answer: monitor.Answer) -> web.Response:
    return web.json_response(answer.body, status=answer.status, headers=answer.headers)


@asynccontextmanager
async def monitored() -> AsyncIterator[Monitor]:
    monitor = Monitor()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", monitor.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    monitor.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield monitor
    finally:
        await runner.cleanup()
