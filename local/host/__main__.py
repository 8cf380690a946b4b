"""`python -m local.host [--app DIR] [--port 7071]`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import logging
import os
from pathlib import Path
import signal
import sys

from local.host.host import Host
from local.host.worker import invocation


class _HostRules(logging.Filter):
    """The host drops a record without a live invocation; its own lines it keeps."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name == "host" or bool(invocation.get()) or record.levelno >= logging.ERROR


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.host", description="A Functions host for one machine.")
    parser.add_argument("--app", type=Path, default=Path.cwd(), help="the folder of function_app.py and host.json")
    parser.add_argument("--port", type=int, default=7071)
    parser.add_argument("--state", type=Path, default=Path(".local/timers"), help="where timers keep their last run")
    parser.add_argument("--fixed-cookies", action="store_true", help="as the worker without the stray domain=")
    parser.add_argument("--key", default="", help="demand this key of routes that are not anonymous")
    given = parser.parse_args()
    handler = logging.StreamHandler(sys.stdout)
    handler.addFilter(_HostRules())
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("azure").setLevel(logging.WARNING)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with contextlib.suppress(KeyboardInterrupt, asyncio.CancelledError):
        host = Host(given.app.resolve(), given.port, given.state, given.fixed_cookies, given.key)
        asyncio.run(_until_stopped(host))


async def _until_stopped(host: Host) -> None:
    running = asyncio.create_task(host.run())
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, running.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await running
    # Azure kills the worker without a word: no clean-up of the app's may be counted on.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
