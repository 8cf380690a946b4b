"""The connection to a case system, on which calls fail: a transport for httpx that stays within this process.

A request that was sent is served even if the process that sent it is killed or gives up; so its work may still be done.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import json
from typing import Any

import httpx

from tests.simulation.instance import Instance

Served = tuple[int, dict[str, str], bytes]
Serve = Callable[[httpx.Request], Served]

LATEST_WORK = 60.0
"""Seconds within which a case system does a request, if it does it at all."""
LONGEST_RETRY_AFTER = 1200
"""The longest `Retry-After`, in seconds, with which a case system answers 429."""


def json_answer(status: int, content: Any) -> Served:
    return status, {"Content-Type": "application/json"}, json.dumps(content).encode()


class FaultyTransport(httpx.AsyncBaseTransport):
    """A process's connection to the case system `name`; `serve` does the work there."""

    def __init__(self, instance: Instance, name: str, serve: Serve) -> None:
        self._instance, self._world, self.name, self._serve = instance, instance.world, name, serve

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        world, faults, trace = self._world, self._world.faults, request.extensions["trace"]
        await self._instance.wait_until_running()
        await trace("connection.connect_tcp.started", {"host": request.url.host, "port": 443})
        await world.loop.nap(faults.latency())
        if faults.is_out(f"{self.name} out") or faults.happens("target unreachable"):
            raise httpx.ConnectError("refused")
        if faults.happens("target hangs before"):
            await asyncio.sleep(1000)
        await trace("connection.start_tls.started", {})
        await trace("http11.send_request_headers.started", {})
        fault = self._fault()
        if fault:
            world.trace(f"{self._instance.name}: {self.name} {request.url.path.rpartition('/')[2]}: {fault}")
        answer: asyncio.Future[Served] = world.loop.create_future()
        if fault not in ("lost before", "out"):
            world.spawn(self._serve_later(request, fault, answer))
        self._instance.perhaps_kill_or_pause()
        await trace("http11.receive_response_headers.started", {})
        if fault.startswith(("lost", "late")):
            await asyncio.sleep(faults.random.choice((0.1, 1000.0)))
            raise httpx.ReadError("closed")
        status, headers, body = await answer
        await world.loop.nap(faults.latency())
        await self._instance.wait_until_running()
        return httpx.Response(status, headers=headers, content=body, request=request)

    def _fault(self) -> str:
        faults = self._world.faults
        for name in ("lost before", "lost after", "late", "error before", "error after", "busy", "unauthorized"):
            if faults.happens(f"target {name}"):
                return name
        if faults.is_out(f"{self.name} unauthorized"):
            return "unauthorized"
        return "garbled" if faults.happens("target garbles") else ""

    async def _serve_later(self, request: httpx.Request, fault: str, answer: asyncio.Future[Served]) -> None:
        """Serve the request at the case system after a while, and set its answer."""
        chance = self._world.faults.random
        slow = self._world.faults.happens("target slow")
        await asyncio.sleep(chance.uniform(1, 15) if slow else self._world.faults.latency() * 10)
        if fault == "late":
            await asyncio.sleep(chance.uniform(1, LATEST_WORK - 15))
        served = self._served(request, fault)
        if not answer.done():
            answer.set_result(served)

    def _served(self, request: httpx.Request, fault: str) -> Served:
        chance = self._world.faults.random
        match fault:
            case "error before":
                return chance.choice((500, 502, 503)), {"Content-Type": "text/html"}, b"<h1>Fejl</h1>"
            case "busy":
                retry_after = (
                    {"Retry-After": str(chance.randint(1, LONGEST_RETRY_AFTER))} if chance.random() < 0.7 else {}
                )
                return 429, retry_after, b""
            case "unauthorized":
                return chance.choice((401, 403)), {}, b""
        status, headers, body = self._serve(request)
        if fault == "error after":
            return chance.choice((500, 502, 503, 504)), {"Content-Type": "text/html"}, b"<h1>Fejl</h1>"
        if fault == "garbled" and status < 300:
            return status, {"Content-Type": "text/html"}, chance.choice((b"", b"<html>", body[: len(body) // 2]))
        return status, headers, body
