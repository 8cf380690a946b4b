"""Runs the local Functions host: `python -m local.host [--app DIR] [--port 7071]`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
from pathlib import Path
import signal
import sys

from local.host import invocations
from local.host.host import Host, Switches
from local.host.metering import LogMeter


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.host", description="A Functions host for one machine.")
    parser.add_argument("--app", type=Path, default=Path.cwd(), help="the folder of function_app.py and host.json")
    parser.add_argument("--port", type=int, default=7071)
    parser.add_argument("--state", type=Path, default=Path(".local/timers"), help="where timers keep their last run")
    parser.add_argument("--fixed-cookies", action="store_true", help="as the worker without the stray domain=")
    parser.add_argument("--key", default="", help="demand this key of routes that are not anonymous")
    parser.add_argument("--patience", type=float, default=230.0, help="seconds that the front end waits for an answer")
    arguments = parser.parse_args()
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(invocations.HostRules())
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(levelname)s %(name)s: %(message)s")
    switches = Switches(arguments.fixed_cookies, arguments.key, arguments.patience)
    host = Host(arguments.app.resolve(), arguments.port, arguments.state, switches)
    metered = LogMeter(host.meter)
    metered.addFilter(invocations.HostRules())
    logging.getLogger().addHandler(metered)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_until_stopped(host))


async def _until_stopped(host: Host) -> None:
    invocations.install()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, _stop)
    await host.run()


def _stop() -> None:
    # Azure kills the worker without warning, so the app must not depend on any clean-up.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
