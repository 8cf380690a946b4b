"""Measures how long a registration takes while others load the same instance: many senders, sign-ins at a broker that hangs,
large pictures and hostile bodies.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from time import perf_counter

import httpx

from bench.command import print_figures_of_stack
from bench.figures import Figure, median, timed_async
from tests.bombs import bodies, pictures
from tests.stack.consultant import APP, VERSION_OF_VISIT, VISIT, Consultant, new_id
from tests.stack.running import Running

CONCURRENCY = (4, 16, 32)
"""Calls at once on one instance. 16 is what `perInstanceConcurrency` gives it."""
TIMES = 60
SIGNING_IN = 50
PICTURES = 4
RETRY_SECONDS = 5.0
"""Seconds until a refused sign-in is tried again, as `Retry-After` says."""


class Sender:
    """Karen's phone, calling the host directly: the front door is not measured."""

    def __init__(self, product: Running, karen: Consultant, http: httpx.AsyncClient) -> None:
        cookie = "; ".join(f"{name}={value}" for (name, place), value in karen.cookies.items() if place == "/")
        self._headers = {"cookie": cookie, "x-feltskema": "1", "origin": product.stack.url}
        self._base, self._http = product.stack.functions, http
        self._picture = pictures.handmade("png just allowed, in colour")
        self._hostile = bodies.handmade("20 000 unknown names")

    async def put(self) -> None:
        """Send a registration."""
        address = f"{self._base}/api/registrations/{APP}/{new_id()}"
        answer = await self._http.put(
            address, json={"version": VERSION_OF_VISIT, "answers": VISIT}, headers=self._headers
        )
        answer.raise_for_status()

    async def sign_in(self) -> None:
        """Begin a sign-in; a broken connection is ignored."""
        with suppress(httpx.TransportError):
            await self._http.get(f"{self._base}/api/auth/login", headers={"cookie": ""})

    async def attach(self) -> None:
        """Send the largest picture that is accepted. Some calls are refused with 503 until there is room."""
        address = f"{self._base}/api/attachments/{new_id()}/{new_id()}"
        answer = await self._http.put(address, content=self._picture, headers=self._headers)
        assert answer.status_code in (201, 503), answer.text

    async def put_hostile(self) -> None:
        """Send 240 kB of unknown field names."""
        address = f"{self._base}/api/registrations/{APP}/{new_id()}"
        answer = await self._http.put(address, content=self._hostile, headers=self._headers)
        assert answer.status_code == 422, answer.text

    async def milliseconds_per_registration(self, at_once: int) -> float:
        """Milliseconds for each registration with `at_once` at a time, over at least `TIMES` of them."""
        rounds = max(3, TIMES // at_once)
        began = perf_counter()
        await asyncio.gather(*(self._several(rounds) for _ in range(at_once)))
        return 1000 * (perf_counter() - began) / (rounds * at_once)

    async def _several(self, times: int) -> None:
        for _ in range(times):
            await self.put()


async def figures(product: Running, karen: Consultant) -> list[Figure]:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=100)
    async with httpx.AsyncClient(timeout=60, limits=limits) as http:
        # From here on the broker does not answer, and the new worker has not fetched anything from it.
        product.stack.suspend("mitid")
        product.stack.kill("functions")
        product.stack.start_part("functions")
        product.fasit.fail(upload2={"mode": "hold"})
        sender = Sender(product, karen, http)
        await sender.milliseconds_per_registration(16)
        await asyncio.sleep(2)  # Now as many deliveries as the host runs at once wait for Fasit.
        alone = await sender.milliseconds_per_registration(1)
        many = [await sender.milliseconds_per_registration(count) for count in CONCURRENCY]
        quiet = median(await timed_async(sender.put, TIMES))
        async with signing_in(sender):
            crowded = median(await timed_async(sender.put, TIMES))
        after = median(await timed_async(sender.put, TIMES))
        undisturbed = (quiet + after) / 2
        async with repeating(sender.attach, PICTURES):
            decoding = median(await timed_async(sender.put, TIMES))
        async with repeating(sender.put_hostile, 1):
            hostile = median(await timed_async(sender.put, TIMES))
        product.fasit.fail()
        product.stack.resume("mitid")
    return [
        *(
            Figure(f"PUT, {count} at once on one instance, each", milliseconds, alone, "the same, one at a time")
            for count, milliseconds in zip(CONCURRENCY, many, strict=True)
        ),
        Figure(f"PUT, the broker hangs and {SIGNING_IN} sign in", crowded, undisturbed, "the same, nobody else"),
        Figure(f"PUT, {PICTURES} large pictures are being decoded", decoding, undisturbed, "the same, nobody else"),
        Figure("PUT, a hostile body a second", hostile, undisturbed, "the same, nobody else"),
    ]


@asynccontextmanager
async def repeating(call: Callable[[], Awaitable[None]], at_once: int) -> AsyncIterator[None]:
    """While the block runs, `at_once` callers make the call again and again, with a second between."""

    async def repeated() -> None:
        while True:
            await call()
            await asyncio.sleep(1)

    doing = [asyncio.create_task(repeated()) for _ in range(at_once)]
    await asyncio.sleep(1)
    try:
        yield
    finally:
        for task in doing:
            task.cancel()
        await asyncio.gather(*doing, return_exceptions=True)


@asynccontextmanager
async def signing_in(sender: Sender) -> AsyncIterator[None]:
    """While the block runs, `SIGNING_IN` people try to sign in, again after `RETRY_SECONDS`."""

    async def person() -> None:
        while True:
            await sender.sign_in()
            await asyncio.sleep(RETRY_SECONDS)

    trying = [asyncio.create_task(person()) for _ in range(SIGNING_IN)]
    await asyncio.sleep(1)
    try:
        yield
    finally:
        for trial in trying:
            trial.cancel()
        await asyncio.gather(*trying, return_exceptions=True)


if __name__ == "__main__":
    print_figures_of_stack(__doc__, lambda product: asyncio.run(figures(product, product.consultant("karen"))))
