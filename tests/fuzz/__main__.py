"""`python -m tests.fuzz [--requests 20000]`: schemathesis against the running stack, all checks on."""

from __future__ import annotations

import argparse
from pathlib import Path
import sys
import tempfile

from local.run.ports import free_ports
from local.run.stack import Stack
from tests.fuzz.run import fuzz, is_failure


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description="Fuzz the API from its OpenAPI document.")
    parser.add_argument("--requests", type=int, default=20_000, help="go on until so many requests were made")
    parser.add_argument("--seed", type=int, default=1, help="the first round's seed; each round takes the next")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        stack = Stack(free_ports(), Path(folder, "data"), pages, _print_failure)
        try:
            for name in ("azurite", "mitid", "fasit", "cvr", "functions"):
                stack.start_part(name)
            return _rounds(stack, arguments.requests, arguments.seed)
        finally:
            stack.stop()


def _print_failure(name: str, line: str) -> None:
    """What the app itself calls a failure stands beside the round that it happened in."""
    if is_failure(name, line):
        print(line, flush=True)


def _rounds(stack: Stack, minimum: int, seed: int) -> int:
    requests = 0
    while requests < minimum:
        outcome = fuzz(stack, seed, examples=300)
        requests += outcome.requests
        print(f"seed {seed}: {outcome.requests} requests, {outcome.failures} failures; {requests} in all", flush=True)
        if outcome.failures or not outcome.requests:
            print(outcome.report)
            return 1
        seed += 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
