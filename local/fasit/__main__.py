"""`python -m local.fasit`: the service on one port behind mutual TLS, its page on another."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from pathlib import Path
import signal

from aiohttp import web

from local.fasit.faults import Faults
from local.fasit.page import page
from local.fasit.received import Received
from local.fasit.service import service
from local.fasit.tls import context


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.fasit", description="A Fasit for one machine.")
    parser.add_argument("--port", type=int, required=True, help="the service, mutual TLS")
    parser.add_argument("--page-port", type=int, required=True, help="what it has received, plain http")
    parser.add_argument("--certificate", type=Path, required=True, help="PEM with the server's key and certificate")
    parser.add_argument("--client-ca", type=Path, required=True, help="PEM of the client certificate's issuer")
    parser.add_argument("--client-thumbprint", required=True, help="SHA-1 of the client certificate, lower-case hex")
    parser.add_argument("--data", type=Path, required=True, help="where to keep what is received")
    parser.add_argument("--tenant", default="kk")
    parser.add_argument("--late", action="store_true", help="ask for the client's certificate after the handshake")
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_serve(parser.parse_args()))


async def _serve(given: argparse.Namespace) -> None:
    task = asyncio.current_task()
    assert task is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    received, faults = Received(given.data), Faults()
    tls = context(given.certificate, given.client_ca, given.late)
    runners = [
        web.AppRunner(service(given.tenant, given.client_thumbprint, received, faults, given.late), shutdown_timeout=1),
        web.AppRunner(page(received, faults), access_log=None, shutdown_timeout=1),
    ]
    try:
        for runner, port, front in zip(runners, (given.port, given.page_port), (tls, None), strict=True):
            await runner.setup()
            await web.TCPSite(runner, "localhost", port, ssl_context=front).start()
        print(f"ready http://localhost:{given.page_port}", flush=True)
        await asyncio.Event().wait()
    finally:
        for runner in runners:
            await runner.cleanup()


if __name__ == "__main__":
    main()
