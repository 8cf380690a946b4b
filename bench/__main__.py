"""Runs the benchmarks of the whole stack on loopback, in about three minutes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
import time

from bench import accepting, crowding, definitions, delivering, importing, in_the_browser, landing, validation, waking
from bench.command import arguments
from bench.figures import Figure, table
from tests.stack.running import Running, running


def main() -> None:
    arguments(__doc__)
    began = time.monotonic()
    figures = [*validation.figures(), *definitions.figures(), *importing.figures()]
    print("started the stack …", flush=True)
    with TemporaryDirectory() as folder, running(Path(folder)) as product:
        figures += _on_the_stack(product)
    print(f"\n{table(figures)}\n\n{time.monotonic() - began:.0f} s. How to read it: bench/README.md")


def _on_the_stack(product: Running) -> list[Figure]:
    karen = product.consultant("karen")
    woken = waking.figures(product)
    landed = [*landing.figures(karen), *in_the_browser.figures(product)]
    delivered = asyncio.run(delivering.figures(product))
    # These come last, since the deliveries that they leave would disturb the others.
    accepted = accepting.figures(product, karen)
    crowded = asyncio.run(crowding.figures(product, karen))
    return [*woken, *accepted, *crowded, *delivered, *landed]


if __name__ == "__main__":
    main()
