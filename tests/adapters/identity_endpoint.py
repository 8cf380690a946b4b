"""The endpoint of an app's managed identity (Learn, "REST endpoint reference" of App Service): it answers, fails or hangs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
import time

from aiohttp import web

SECRET = "of-the-endpoint"


@dataclass
class Endpoint:
    """`mode` is `well`, `fails` or `hangs`; `requests` are the resource and client id of each request that came."""

    mode: str = "well"
    requests: list[tuple[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {"IDENTITY_ENDPOINT": self.url, "IDENTITY_HEADER": SECRET}

    async def answer(self, request: web.Request) -> web.Response:
        if request.headers.get("X-IDENTITY-HEADER") != SECRET or request.query.get("api-version") != "2019-08-01":
            return web.json_response({"statusCode": 400, "message": "no such identity"}, status=400)
        resource = request.query["resource"]
        self.requests.append((resource, request.query.get("client_id", "")))
        if self.mode == "hangs":
            await asyncio.Event().wait()
        if self.mode == "fails":
            return web.json_response({"statusCode": 500, "message": "An unexpected error occurred"}, status=500)
        expires = str(int(time.time()) + 86_000)
        token = {"access_token": "a.token", "expires_on": expires, "resource": resource, "token_type": "Bearer"}
        return web.json_response(token)


@asynccontextmanager
async def identity_endpoint() -> AsyncIterator[Endpoint]:
    endpoint = Endpoint()
    application = web.Application()
    application.router.add_get("/msi/token", endpoint.answer)
    runner = web.AppRunner(application, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    endpoint.url = f"http://127.0.0.1:{runner.addresses[0][1]}/msi/token"
    try:
        yield endpoint
    finally:
        await runner.cleanup()
