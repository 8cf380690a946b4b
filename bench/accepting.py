"""Measures accepting a registration (PUT at the local host) against storing one row of the same size."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
import json
from time import perf_counter
from typing import Any

from azure.data.tables.aio import TableClient
import httpx

from bench.command import print_figures_of_stack
from bench.figures import Figure, median, timed_async
from bench.signed import SignedTables
from tests.stack.consultant import APP, VERSION_OF_VISIT, VISIT, Consultant, new_id
from tests.stack.running import Running

TIMES, CONCURRENCY = 60, 8
TABLE = "bench"


async def figures(product: Running, karen: Consultant) -> list[Figure]:
    cookie = "; ".join(f"{name}={value}" for (name, place), value in karen.cookies.items() if place == "/")
    headers = {"cookie": cookie, "x-feltskema": "1", "origin": product.stack.url}
    async with (
        httpx.AsyncClient(base_url=product.stack.functions, headers=headers, timeout=30) as http,
        httpx.AsyncClient(timeout=30) as plain,
        TableClient.from_connection_string(product.stack.storage, TABLE) as table,
    ):
        await table.create_table()
        signed = SignedTables(product.stack.storage, plain)

        async def put_visit() -> None:
            address = f"/api/registrations/{APP}/{new_id()}"
            (await http.put(address, json={"version": VERSION_OF_VISIT, "answers": VISIT})).raise_for_status()

        async def live() -> None:
            (await http.get("/api/health/live")).raise_for_status()

        raw = median(await timed_async(lambda: signed.insert(TABLE, _row()), TIMES))
        sdk = median(await timed_async(lambda: table.create_entity(_row()), TIMES))
        nothing = median(await timed_async(live, TIMES))
        raw_many = await _at_once(lambda: signed.insert(TABLE, _row()))
        # Deliveries would take processor time from what is measured. While Fasit does not answer, those begun wait, and no others
        # begin.
        product.fasit.fail(upload2={"mode": "hold"})
        await _fill_delivery_slots(put_visit)
        seconds = median(await timed_async(put_visit, TIMES))
        many = await _at_once(put_visit)
        product.fasit.fail()  # Ends the fault, so that the waiting deliveries go on.
        busy = median(await timed_async(put_visit, TIMES))
    return [
        Figure("PUT a registration, one at a time", seconds, raw, "one signed insert over raw HTTP"),
        Figure("PUT a registration, one at a time", seconds, sdk, "one insert through the same SDK"),
        Figure("PUT a registration, one at a time", seconds, nothing, "the host's answer to /health/live"),
        Figure(f"PUT a registration, {CONCURRENCY} at once, each", many, raw_many, "the same of raw inserts"),
        Figure("PUT a registration, while others are delivered", busy, raw, "one signed insert over raw HTTP"),
    ]


async def _fill_delivery_slots(put_visit: Callable[[], Awaitable[None]]) -> None:
    """Start as many deliveries as the host runs at once, all of which then wait for Fasit."""
    for _ in range(16):
        await put_visit()
    await asyncio.sleep(2)


def _row() -> dict[str, Any]:
    return {"PartitionKey": "p" * 32, "RowKey": new_id(), "answers": json.dumps(VISIT)}


async def _at_once(call: Callable[[], Awaitable[None]]) -> float:
    """Milliseconds for each call, with `CONCURRENCY` calls at a time."""

    async def worker() -> None:
        for _ in range(TIMES // CONCURRENCY):
            await call()

    began = perf_counter()
    await asyncio.gather(*(worker() for _ in range(CONCURRENCY)))
    return 1000 * (perf_counter() - began) / (TIMES // CONCURRENCY * CONCURRENCY)


if __name__ == "__main__":
    print_figures_of_stack(__doc__, lambda product: asyncio.run(figures(product, product.consultant("karen"))))
