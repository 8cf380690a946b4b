"""`python -m local.momentum`: the service on one port, its page on another."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import signal

from aiohttp import web

from local.momentum.held import holdings
from local.momentum.page import page
from local.momentum.service import Door, service


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.momentum", description="A KMD Momentum for one machine.")
    parser.add_argument("--port", type=int, required=True, help="the service, plain http")
    parser.add_argument("--page-port", type=int, required=True, help="what it has received, plain http")
    parser.add_argument("--client", required=True)
    parser.add_argument("--secret", required=True)
    parser.add_argument("--resource", required=True)
    parser.add_argument("--key", required=True)
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_serve(parser.parse_args()))


async def _serve(given: argparse.Namespace) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    held, door = holdings(), Door(given.client, given.secret, given.resource, given.key)
    runners = [
        web.AppRunner(service(door, held), access_log=None, shutdown_timeout=1),
        web.AppRunner(page(held, door), access_log=None, shutdown_timeout=1),
    ]
    try:
        for runner, port in zip(runners, (given.port, given.page_port), strict=True):
            await runner.setup()
            await web.TCPSite(runner, "localhost", port).start()
        print(f"ready http://localhost:{given.page_port}", flush=True)
        await asyncio.Event().wait()
    finally:
        for runner in runners:
            await runner.cleanup()


if __name__ == "__main__":
    main()
