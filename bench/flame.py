"""Draws a flame graph of accepting registrations: `python -m bench.flame FILE.svg`; or of delivering them: with `--deliveries`.
py-spy must be on the path.

Only what holds Python's lock is drawn, so threads and sockets that wait are not, nor is the setting of a document, which needs
no lock. Accepting: eight senders at once, and nothing is delivered. Delivering: the process that delivers, while registrations
come at an even rate.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
import re
import shutil
import signal
from tempfile import TemporaryDirectory

from bench.accepting import ANSWERS_ALONE, AS_DEPLOYED, calls, per_call
from bench.apart import DELIVERIES, deliveries_apart
from bench.command import command_parser
from bench.streaming import stream
from tests.stack.consultant import Consultant
from tests.stack.running import Running, running

ROUNDS, CONCURRENCY = 60, 8
A_SECOND = 200
"""Samples."""
RATE, SECONDS = 8.0, 40.0
"""Of the registrations that are delivered."""


@asynccontextmanager
async def recorded(process: int, file: Path) -> AsyncIterator[None]:
    """While the block runs, py-spy looks at this process; its picture is in `file` afterwards."""
    options = ("--gil", "--rate", str(A_SECOND), "--duration", "600", "--format", "flamegraph", "--output", str(file))
    spy = await asyncio.create_subprocess_exec("py-spy", "record", "--pid", str(process), *options)
    yield
    spy.send_signal(signal.SIGINT)
    await spy.wait()


async def draw_accepting(product: Running, karen: Consultant, file: Path) -> None:
    """Accept some two thousand registrations."""
    async with calls(product, karen) as (put, _floor):
        await per_call(put, CONCURRENCY)
        async with recorded(product.stack.process_groups()["functions"], file):
            for _ in range(ROUNDS):
                await per_call(put, CONCURRENCY)


async def draw_delivering(product: Running, karen: Consultant, file: Path) -> None:
    """Deliver some hundred registrations."""
    await stream(product, karen, RATE, 5)
    async with recorded(product.stack.process_groups()[DELIVERIES], file):
        await stream(product, karen, RATE, SECONDS)


def still(drawn: str, title: str) -> str:
    """The picture without its script, and with a title of our own, since py-spy's is its command line."""
    without = re.sub(r"<script.*?</script>", "", drawn, flags=re.DOTALL).replace(' onload="init(evt)"', "")
    buttons = r'<text id="(details|unzoom|search|matched)"[^>]*>[^<]*</text>'
    return re.sub(r'(<text id="title"[^>]*>)[^<]*', rf"\1{title}", re.sub(buttons, "", without))


def main() -> None:
    parser = command_parser(__doc__)
    parser.add_argument("--deliveries", action="store_true", help="draw delivering instead of accepting")
    parser.add_argument("file", type=Path)
    chosen = parser.parse_args()
    if shutil.which("py-spy") is None:
        parser.error("there is no py-spy on the path: pip install py-spy")
    with TemporaryDirectory() as folder, running(Path(folder)) as product:
        karen = product.consultant("karen")
        if chosen.deliveries:
            with product.under(**AS_DEPLOYED), deliveries_apart(product):
                asyncio.run(draw_delivering(product, karen, chosen.file))
        else:
            with product.under(**ANSWERS_ALONE):
                asyncio.run(draw_accepting(product, karen, chosen.file))
    title = "Delivering a registration" if chosen.deliveries else "Accepting a registration"
    chosen.file.write_text(still(chosen.file.read_text("utf-8"), title), "utf-8")


if __name__ == "__main__":
    main()
