"""Makes calls of a thread pool hang for as long as a test wants."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import threading

from shared.adapters.pools import Pool


@asynccontextmanager
async def hanging(pool: Pool, calls: int) -> AsyncIterator[list[asyncio.Task[bool]]]:
    """While the block runs, `calls` calls of the pool hang: one in each thread, the others in its queue. Gives their tasks."""
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
