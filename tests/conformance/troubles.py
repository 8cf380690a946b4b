"""Troubles between us and a target: what the server does in the place of answering, or after it has done the work."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
CallOf = Callable[[web.Request], str]
"""Which of a target's calls a request is: `auth`, `prepare`, `commit`, or another name that no trouble meets."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """`status` is answered in the place of the server's own answer, with `body` and `headers`; `works` whether the server does
    the work first. `cut` ends the connection instead: `before` a word, in the `middle` of the body. `holds` answers nothing at
    all; `slow` answers letter by letter. `times`: how many calls meet it, then it is over."""

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
    """What is wrong with a server now, by the call that it meets. `met` counts the calls that met it, by call."""

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
        done = await handler(request) if trouble.works or trouble.slow else None
        if done is None:
            await request.read()
        if trouble.holds:
            await self.let_go.wait()
            return _gone(request)
        if trouble.cut == "before":
            return _gone(request)
        if trouble.cut == "middle":
            return await _halved(request)
        if trouble.slow and isinstance(done, web.Response):
            return await _letter_by_letter(request, done)
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


async def _letter_by_letter(request: web.Request, done: web.Response) -> web.StreamResponse:
    body = done.body if isinstance(done.body, bytes) else b""
    headers = {"Content-Length": str(len(body)), "Content-Type": done.content_type}
    answer = web.StreamResponse(status=done.status, headers=headers)
    await answer.prepare(request)
    for place in range(len(body)):
        await answer.write(body[place : place + 1])
    await answer.write_eof()
    return answer
