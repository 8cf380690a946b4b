"""Proves on the real storage protocol that nothing accepted is lost, doubled or left: `make proof`.

`python -m tests.resilience --registrations 10000 --kills 200 --lost 0.3`; what it comes to is printed at the end.
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path
import sys
import tempfile
import time

from tests.resilience.proof import Plan, proved

SHOWN = 20


def print_line(line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.resilience", description=__doc__)
    parser.add_argument("--registrations", type=int, default=10_000, help="how many (10000)")
    parser.add_argument("--kills", type=int, default=200, help="how often the host is killed meanwhile (200)")
    parser.add_argument("--lost", type=float, default=0.3, help="the share of answers lost on each hop (0.3)")
    parser.add_argument("--consultants", type=int, default=6, help="who send side by side (6)")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    # A connection that the proxy closes is no error of its own.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    plan = Plan(asked.registrations, asked.kills, asked.lost, asked.consultants, seed=asked.seed)
    with tempfile.TemporaryDirectory(prefix="proof") as folder:
        outcome = proved(plan, Path(folder), print_line)
    for fault in outcome.faults[:SHOWN]:
        print_line(f"FAULT: {fault}")
    print_line(f"on the way to the storage: {dict(outcome.played.most_common())}")
    print_line(
        f"{outcome.accepted} accepted, {outcome.delivered} delivered, {outcome.kills} kills, {len(outcome.faults)} faults; "
        f"{outcome.seconds_of_faults:.0f} s of faults, over {outcome.seconds_until_over:.0f} s after"
    )
    return 1 if outcome.faults or outcome.accepted < plan.registrations else 0


if __name__ == "__main__":
    sys.exit(main())
