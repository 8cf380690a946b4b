"""`python -m local.momentum`: the service on one port, its page on another."""

from __future__ import annotations

import argparse

from aiohttp import web

from local import serving
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
    given = parser.parse_args()
    held, door = holdings(), Door(given.client, given.secret, given.resource, given.key)
    doors = (
        serving.Door(web.AppRunner(service(door, held), access_log=None, shutdown_timeout=1), given.port),
        serving.Door(web.AppRunner(page(held, door), access_log=None, shutdown_timeout=1), given.page_port),
    )
    serving.serve(doors, f"http://localhost:{given.page_port}")


if __name__ == "__main__":
    main()
