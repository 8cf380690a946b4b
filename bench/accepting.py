"""Measures accepting a registration (PUT at the local host) against its floor: storing one row and sending one message.

Both are asked for by the same client and in turn, so that what else the machine does falls on both. `python -m bench.accepting`
runs only these.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
import json
import os
from time import perf_counter
from types import MappingProxyType

import aiohttp
from azure.core.exceptions import ResourceExistsError
from azure.data.tables.aio import TableClient
from azure.storage.queue.aio import QueueClient

from bench import processor
from bench.apart import deliveries_apart, disabled
from bench.command import print_figures_of_stack
from bench.figures import Figure, median, table
from bench.floor import Floor
from shared.domain.timers import TIMERS
from tests.stack.consultant import APP, VERSION_OF_VISIT, VISIT, Consultant, new_id
from tests.stack.running import Running

CONCURRENCY = (1, 8, 32)
ROUNDS, OF_EACH = 5, 32
"""Rounds of each figure, and at least how many calls each round has."""
AS_DEPLOYED = MappingProxyType({"DRAFT_DEFINITIONS": "false"})
"""Definitions are read once, and not looked at anew for each call."""
ANSWERS_ALONE = MappingProxyType({**AS_DEPLOYED, **disabled("deliver_registration", *TIMERS)})
"""The host answers and does nothing else: on Flex Consumption queue and timers have instances of their own (`bench/apart.py`)."""

Call = Callable[[], Awaitable[None]]


def figures(product: Running, karen: Consultant) -> list[Figure]:
    with product.under(**ANSWERS_ALONE):
        print(f"load {os.getloadavg()[0]:.1f} while accepting is measured …", flush=True)
        alone, rates = asyncio.run(_against_the_floor(product, karen))
        print(table(alone))
    # What was accepted above is delivered now: more than can be delivered meanwhile.
    beside = list[Figure]()
    for yielding, words in ((True, ", bar 0.5"), (False, ", sharing the processors as equals")):
        with product.under(**AS_DEPLOYED), deliveries_apart(product, yielding):
            beside += asyncio.run(_beside_deliveries(product, karen, rates, words))
    return [*alone, *beside]


async def _against_the_floor(product: Running, karen: Consultant) -> tuple[list[Figure], Mapping[int, float]]:
    figures, rates = list[Figure](), dict[int, float]()
    async with calls(product, karen) as (put, floor):
        for call in (put, floor):
            await per_call(call, 8)  # What is only slow the first time is not measured.
        taken = [await _processor(product, call) for call in (put, floor)]
        print(f"processor, each PUT {taken[0]}; its floor {taken[1]}", flush=True)
        figures.append(await _one_at_a_time(put, floor))
        for at_once in CONCURRENCY:
            pairs = [(await per_call(put, at_once), await per_call(floor, at_once)) for _ in range(ROUNDS)]
            ours, theirs = (median(values) for values in zip(*pairs, strict=True))
            rates[at_once] = ours
            label = f"PUT, {at_once} at once, each: rate {theirs / ours:.2f} of the floor's (bar 0.3)"
            figures.append(Figure(label, ours, theirs, "a row and a message, with as many at once"))
    return figures, rates


async def _one_at_a_time(put: Call, floor: Call) -> Figure:
    times: dict[Call, list[float]] = {put: [], floor: []}
    for _ in range(ROUNDS):
        for call in times:
            times[call] += await _one_by_one(call)
    return Figure(
        "PUT, one at a time, p50 (bar 3)", median(times[put]), median(times[floor]), "a row and a message, p50"
    )


async def _beside_deliveries(
    product: Running, karen: Consultant, alone: Mapping[int, float], words: str
) -> list[Figure]:
    figures = []
    async with calls(product, karen) as (put, _floor):
        await per_call(put, 8)
        await asyncio.to_thread(product.fasit.wait_for_call, "opret", product.fasit.calls("opret"))
        for at_once in CONCURRENCY:
            before = product.fasit.calls("opret")
            ours = median([await per_call(put, at_once) for _ in range(ROUNDS)])
            made = product.fasit.calls("opret") - before
            assert made, "nothing was delivered beside it"
            label = f"PUT, {at_once} at once, while {made} are delivered (rate {alone[at_once] / ours:.2f}{words})"
            figures.append(Figure(label, ours, alone[at_once], "the same without deliveries"))
    return figures


async def _processor(product: Running, call: Call) -> str:
    before = processor.used(product)
    await asyncio.gather(*(_one_by_one(call) for _ in range(4)))
    return processor.in_words(processor.per_call(before, processor.used(product), 4 * OF_EACH))


@asynccontextmanager
async def calls(product: Running, karen: Consultant) -> AsyncIterator[tuple[Call, Call]]:
    """Karen's PUT of a visit at the host, behind the front door; and its floor. Both are sent by the lightest client at hand, so
    that the floor is low: httpx takes as long for a request as the storage does."""
    cookie = "; ".join(f"{name}={value}" for (name, place), value in karen.cookies.items() if place == "/")
    headers = {"cookie": cookie, "x-feltskema": "1", "origin": product.stack.url, "content-type": "application/json"}
    await _made(product.stack.storage)
    # The cookie is sent as it is: a jar of aiohttp's own would send none over plain HTTP, since it is `Secure`.
    jar, connector = aiohttp.DummyCookieJar(), aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=connector, cookie_jar=jar) as http:

        async def send(method: str, address: str, body: bytes, headers: Mapping[str, str]) -> None:
            async with http.request(method, address, data=body, headers=headers) as answer:
                await answer.read()
                answer.raise_for_status()

        async def put() -> None:
            address = f"{product.stack.functions}/api/registrations/{APP}/{new_id()}"
            body = {"version": VERSION_OF_VISIT, "answers": VISIT}
            await send("PUT", address, json.dumps(body).encode(), headers)

        yield put, Floor(product.stack.storage, send).store_and_send


async def _made(connection: str) -> None:
    """The floor's table and queue."""
    async with (
        TableClient.from_connection_string(connection, "bench") as rows,
        QueueClient.from_connection_string(connection, "bench") as queue,
    ):
        for create in (rows.create_table, queue.create_queue):
            try:
                await create()
            except ResourceExistsError:
                continue


async def _one_by_one(call: Call) -> list[float]:
    """Milliseconds of each."""
    taken = []
    for _ in range(OF_EACH):
        began = perf_counter()
        await call()
        taken.append(1000 * (perf_counter() - began))
    return taken


async def per_call(call: Call, at_once: int) -> float:
    """Milliseconds for each call with `at_once` at a time."""
    times = max(2, OF_EACH // at_once)

    async def caller() -> None:
        for _ in range(times):
            await call()

    began = perf_counter()
    await asyncio.gather(*(caller() for _ in range(at_once)))
    return 1000 * (perf_counter() - began) / (times * at_once)


if __name__ == "__main__":
    print_figures_of_stack(__doc__, lambda product: figures(product, product.consultant("karen")))
