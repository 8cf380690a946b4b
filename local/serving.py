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
class Site:
    """An application and its port; with `tls` it is served over TLS."""

    runner: web.AppRunner
    port: int
    tls: ssl.SSLContext | None = None


def serve(sites: Sequence[Site], ready: str, host: str = "localhost") -> None:
    """Serve every site, print `ready` and the address `ready`, and go on until SIGTERM or Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_served(sites, ready, host))


async def _served(sites: Sequence[Site], ready: str, host: str) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        for site in sites:
            await site.runner.setup()
            await web.TCPSite(site.runner, host, site.port, ssl_context=site.tls).start()
        print(f"ready {ready}", flush=True)
        await asyncio.Event().wait()
    finally:
        for site in sites:
            await site.runner.cleanup()
