"""Failures of a target's calls: what the server does instead of answering, or after doing the work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
CallOf = Callable[[web.Request], str]
"""Gives the kind of a request: `auth`, `prepare`, `commit`, or another name, which no failure applies to."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure. `status`, `body`, `headers`: answered instead of the server's own answer; `works`: the server does the work
    first; `cut`: close the connection `before` the answer or in the `middle` of its body; `holds`: never answer; `slow`: send the
    answer byte by byte; `times`: how many calls it applies to."""

    status: int = 0
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    works: bool = False
    cut: str = ""
    holds: bool = False
    slow: bool = False
    times: int = 10**6


@dataclass
class Troubled:
    """The failures of a server now, by kind of call. `met`: how many calls each has applied to."""

    call_of: CallOf
    now: dict[str, Trouble] = field(default_factory=dict)
    met: dict[str, int] = field(default_factory=dict)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    def meet(self, call: str, trouble: Trouble) -> None:
        self.now[call], self.met[call] = trouble, 0

    def over(self) -> None:
        self.now.clear()
        self.let_go.set()

    @property
    def middleware(self) -> Callable[..., Awaitable[web.StreamResponse]]:
        @web.middleware
        async def troubled(request: web.Request, handler: Handler) -> web.StreamResponse:
            call = self.call_of(request)
            trouble = self.now.get(call)
            if trouble is None or self.met[call] >= trouble.times:
                return await handler(request)
            self.met[call] += 1
            return await self._answer(trouble, request, handler)

        return troubled

    async def _answer(self, trouble: Trouble, request: web.Request, handler: Handler) -> web.StreamResponse:
        answer = await handler(request) if trouble.works or trouble.slow else None
        if answer is None:
            await request.read()
        if trouble.holds:
            await self.let_go.wait()
            return _gone(request)
        if trouble.cut == "before":
            return _gone(request)
        if trouble.cut == "middle":
            return await _halved(request)
        if trouble.slow and isinstance(answer, web.Response):
            return await _letter_by_letter(request, answer)
        return web.Response(status=trouble.status, body=trouble.body, headers=dict(trouble.headers))


def _gone(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    raise ConnectionResetError


async def _halved(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": "5000", "Content-Type": "application/json"})
    await answer.prepare(request)
    await answer.write(b'{"id": "half of')
    return _gone(request)


async def _letter_by_letter(request: web.Request, response: web.Response) -> web.StreamResponse:
    body = response.body if isinstance(response.body, bytes) else b""
    headers = {"Content-Length": str(len(body)), "Content-Type": response.content_type}
    answer = web.StreamResponse(status=response.status, headers=headers)
    await answer.prepare(request)
    for place in range(len(body)):
        await answer.write(body[place : place + 1])
    await answer.write_eof()
    return answer
