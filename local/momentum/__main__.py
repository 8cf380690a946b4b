"""Serves the Momentum stand-in on one port and its page on another: `python -m local.momentum`."""

from __future__ import annotations

import argparse
from pathlib import Path

from aiohttp import web

from local import serving
from local.momentum.holdings import stocked_holdings
from local.momentum.page import page
from local.momentum.service import CallLimit, Gatekeeper, service
from local.momentum.tls import context


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.momentum", description="A KMD Momentum for one machine.")
    parser.add_argument("--port", type=int, required=True, help="the service, over TLS with --certificate")
    parser.add_argument("--certificate", type=Path, help="the server's PEM, with its key (none: plain http)")
    parser.add_argument(
        "--per-minute", type=int, default=0, help="calls a minute before it answers 429 (0: any number)"
    )
    parser.add_argument("--page-port", type=int, required=True, help="what it has received, plain http")
    parser.add_argument("--client", required=True)
    parser.add_argument("--secret", required=True)
    parser.add_argument("--resource", required=True)
    parser.add_argument("--key", required=True)
    arguments = parser.parse_args()
    holdings = stocked_holdings()
    gatekeeper = Gatekeeper(arguments.client, arguments.secret, arguments.resource, arguments.key)
    answers = service(gatekeeper, holdings, CallLimit(arguments.per_minute))
    tls = context(arguments.certificate) if arguments.certificate else None
    sites = (
        serving.Site(web.AppRunner(answers, access_log=None, shutdown_timeout=1), arguments.port, tls),
        serving.Site(
            web.AppRunner(page(holdings, gatekeeper), access_log=None, shutdown_timeout=1), arguments.page_port
        ),
    )
    serving.serve(sites, f"http://localhost:{arguments.page_port}")


if __name__ == "__main__":
    main()
