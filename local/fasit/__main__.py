"""Serves the Fasit stand-in behind mutual TLS on one port and its page on another: `python -m local.fasit`."""

from __future__ import annotations

import argparse
from pathlib import Path

from aiohttp import web

from local import serving
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
    arguments = parser.parse_args()
    received, faults = Received(arguments.data), Faults()
    answers = service(arguments.tenant, arguments.client_thumbprint, received, faults, arguments.late)
    tls = context(arguments.certificate, arguments.client_ca, arguments.late)
    sites = (
        serving.Site(web.AppRunner(answers, shutdown_timeout=1), arguments.port, tls),
        serving.Site(web.AppRunner(page(received, faults), access_log=None, shutdown_timeout=1), arguments.page_port),
    )
    serving.serve(sites, f"http://localhost:{arguments.page_port}")


if __name__ == "__main__":
    main()
