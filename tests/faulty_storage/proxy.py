"""The proxy: a loopback server for each service of Azurite, in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
import random
import re
import threading
from typing import Any, TypeVar

import aiohttp
from aiohttp import web
from yarl import URL

from tests.faulty_storage import answers, faults
from tests.faulty_storage.faults import StorageRequest, Trouble
from tests.waiting import PATIENCE

_T = TypeVar("_T")
_HOP = frozenset({"connection", "transfer-encoding", "keep-alive", "content-length", "content-encoding"})
_OWN_HEADERS = ("Content-Type", "User-Agent", "Accept", "Accept-Encoding")
LARGEST = 64 * 1024 * 1024
SLOWEST = 2.0


class FaultyStorage:
    """`connection` is the connection string through it; `trouble` says what goes wrong."""

    def __init__(self, behind: str) -> None:
        self.trouble = Trouble()
        self.connection = behind
        self._behind = behind
        self._lists: list[web.Request] = []
        self._late: list[Coroutine[Any, Any, Any]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._wait(self._start())

    def stop(self) -> None:
        self._wait(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def land(self) -> None:
        """The late work is done now, in the order in which it was asked for."""
        self._wait(self._landed())

    def _wait(self, dependencies: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(dependencies, self._loop).result(PATIENCE)

    async def _start(self) -> None:
        # An answer goes on as it came: packed or not.
        # Azurite closes a connection that was idle for five seconds: one that is kept longer would be met closed, and the request
        # on it fail without any fault having been asked for.
        connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=2)
        self._client = aiohttp.ClientSession(auto_decompress=False, connector=connector)
        self._runners: list[web.AppRunner] = []
        for part in self._behind.split(";"):
            name, _, place = part.partition("=")
            if name.endswith("Endpoint"):
                base, _, account = place.rpartition("/")
                address = await self._serve(name.removesuffix("Endpoint").lower(), base, account)
                self.connection = self.connection.replace(place, f"{address}/{account}")

    async def _serve(self, service: str, base: str, account: str) -> str:
        async def answer(request: web.Request) -> web.StreamResponse:
            path = request.path.removeprefix(f"/{account}") or "/"
            storage_request = StorageRequest(service, request.method, path, dict(request.query), await request.read())
            return await self._answer(request, storage_request, base)

        application = web.Application(client_max_size=LARGEST)
        application.router.add_route("*", "/{path:.*}", answer)
        runner = web.AppRunner(application, access_log=None, handler_cancellation=False, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._runners.append(runner)
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def _answer(self, request: web.Request, storage_request: StorageRequest, base: str) -> web.StreamResponse:
        fault = self.trouble.of(storage_request)
        there = answers.after_empty(storage_request)
        if fault == faults.EMPTY_PAGES:
            self._lists.append(request)
            there = (self.trouble.pages, len(self._lists) - 1)
        if fault in answers.READY:
            return answers.READY[fault](storage_request)
        if there and there[0]:
            return answers.empty(storage_request, there[0] - 1, there[1])
        if fault == faults.RESET:
            return await _closed(request)
        # The list behind empty pages as it was first asked for, since its signature covers the whole query.
        sent = self._lists[there[1]] if there else request
        forwarded = self._forwarded(sent, storage_request.body, base, rows=1 if fault == faults.SHORT_PAGES else None)
        if fault == faults.LATE:
            self._late.append(forwarded)
            return await _closed(request)
        try:
            if fault == faults.SLOW:
                await asyncio.sleep(random.uniform(0.1, SLOWEST))
            answer = await forwarded
        except aiohttp.ClientError:
            return await _closed(request)
        return await _closed(request) if fault == faults.LOST else answer

    async def _forwarded(self, request: web.Request, body: bytes, base: str, rows: int | None) -> web.Response:
        raw = request.raw_path
        if rows:
            place, _, query = raw.partition("?")
            raw = f"{place}?{re.sub('&?[$]top=[0-9]+', '', query)}&$top={rows}"
        headers = {name: value for name, value in request.headers.items() if name.lower() not in _HOP}
        sent = self._client.request(
            request.method,
            URL(base + raw, encoded=True),
            headers=headers,
            data=body or None if request.method in ("GET", "HEAD", "DELETE") else body,
            skip_auto_headers=_OWN_HEADERS,
            allow_redirects=False,
        )
        async with sent as answer:
            content = await answer.read()
            passed_on = [(name, value) for name, value in answer.headers.items() if name.lower() not in _HOP]
            if request.method == "HEAD" and "Content-Length" in answer.headers:
                passed_on.append(("Content-Length", answer.headers["Content-Length"]))
            return web.Response(status=answer.status, body=content or None, headers=passed_on)

    async def _landed(self) -> None:
        late, self._late = self._late, []
        for item in late:
            await item

    async def _stop(self) -> None:
        for late in self._late:
            late.close()
        for runner in self._runners:
            await runner.cleanup()
        await self._client.close()


async def _closed(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    await asyncio.sleep(0)
    raise ConnectionResetError


@contextmanager
def faulty_storage(behind: str) -> Iterator[FaultyStorage]:
    """A proxy before the storage of this connection string."""
    storage = FaultyStorage(behind)
    storage.start()
    try:
        yield storage
    finally:
        storage.stop()
