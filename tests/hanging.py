"""A dependency that hangs, for as long as a test wants it to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import threading

from shared.adapters.pools import Pool


@asynccontextmanager
async def hanging(pool: Pool, calls: int) -> AsyncIterator[list[asyncio.Task[bool]]]:
    """So many calls of the pool hang while the block runs; as many of them run as it has threads."""
    let_go, begun, loop = threading.Event(), asyncio.Semaphore(0), asyncio.get_running_loop()

    def hang() -> bool:
        loop.call_soon_threadsafe(begun.release)
        return let_go.wait(60)

    tasks = [asyncio.create_task(pool.run(hang)) for _ in range(calls)]
    try:
        for _ in range(min(calls, pool.threads)):
            await begun.acquire()
        yield tasks
    finally:
        let_go.set()
        await asyncio.gather(*tasks, return_exceptions=True)
