"""Serves a stand-in's applications on loopback until the process is told to end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
import contextlib
from dataclasses import dataclass
import signal
import ssl

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Door:
    """An application and its port; `tls` where it speaks TLS."""

    runner: web.AppRunner
    port: int
    tls: ssl.SSLContext | None = None


def serve(doors: Sequence[Door], ready: str, host: str = "localhost") -> None:
    """Open every door, print `ready` with the address `ready`, and go on until SIGTERM or Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_served(doors, ready, host))


async def _served(doors: Sequence[Door], ready: str, host: str) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        for door in doors:
            await door.runner.setup()
            await web.TCPSite(door.runner, host, door.port, ssl_context=door.tls).start()
        print(f"ready {ready}", flush=True)
        await asyncio.Event().wait()
    finally:
        for door in doors:
            await door.runner.cleanup()
