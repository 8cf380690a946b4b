"""Draws a flame graph of accepting registrations: `python -m bench.flame FILE.svg`, with py-spy on the path.

Only what holds Python's lock is drawn, so threads and sockets that wait are not. Eight senders at once; nothing is delivered.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
import re
import shutil
import signal
from tempfile import TemporaryDirectory

from bench.accepting import ANSWERS_ALONE, calls, each
from bench.command import command_parser
from tests.stack.consultant import Consultant
from tests.stack.running import Running, running

ROUNDS, CONCURRENCY = 60, 8
A_SECOND = 200
"""Samples."""


async def draw(product: Running, karen: Consultant, file: Path) -> None:
    """Accept some two thousand registrations while py-spy looks at the host."""
    process = product.stack.process_groups()["functions"]
    options = ("--gil", "--rate", str(A_SECOND), "--duration", "600", "--format", "flamegraph", "--output", str(file))
    async with calls(product, karen) as (put, _floor):
        await each(put, CONCURRENCY)
        spy = await asyncio.create_subprocess_exec("py-spy", "record", "--pid", str(process), *options)
        for _ in range(ROUNDS):
            await each(put, CONCURRENCY)
        spy.send_signal(signal.SIGINT)
        await spy.wait()


def still(drawn: str) -> str:
    """The picture without its script, and with a title of our own, since py-spy's is its command line."""
    without = re.sub(r"<script.*?</script>", "", drawn, flags=re.DOTALL).replace(' onload="init(evt)"', "")
    buttons = r'<text id="(details|unzoom|search|matched)"[^>]*>[^<]*</text>'
    return re.sub(r'(<text id="title"[^>]*>)[^<]*', r"\1Accepting a registration", re.sub(buttons, "", without))


def main() -> None:
    parser = command_parser(__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    if shutil.which("py-spy") is None:
        parser.error("there is no py-spy on the path: pip install py-spy")
    with TemporaryDirectory() as folder, running(Path(folder)) as product:
        karen = product.consultant("karen")
        with product.under(**ANSWERS_ALONE):
            asyncio.run(draw(product, karen, file))
    file.write_text(still(file.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
