"""Plays runs of the simulation: `python -m tests.simulation --registrations 5000 [--seeds 1..200] [--workers 2]`.

Each run is of one seed. `--seeds 7 --trace` writes what happens in one, line by line.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.simulation.bugs import BUGS, plant
from tests.simulation.lengths import MINUTES_EACH, REGISTRATIONS

if TYPE_CHECKING:
    from tests.simulation.run import Outcome

YEAR = 365.25 * 86400
SHOWN = 8


def print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def seeds_of(text: str) -> range:
    """Read `A..B`, both included."""
    first, _, last = text.partition("..")
    return range(int(first), int(last or first) + 1)


def commit() -> str:
    """What is checked out, with a `+` where files differ from it."""
    asked = ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def command(outcome: Outcome, minutes_each: float, bug: str | None) -> str:
    """What plays the same run again."""
    planted_too = f" --bug {bug!r}" if bug else ""
    length = f"--registrations {outcome.registrations} --each {outcome.registrations} --minutes {minutes_each:g}"
    return f"python -m tests.simulation --seeds {outcome.seed} {length} --trace{planted_too}"


def outcomes(asked: argparse.Namespace, seeds: range) -> Iterator[Outcome]:
    from tests.simulation.run import play  # After a bug is planted: it is read with the product's code.

    if asked.workers == 1 or len(seeds) == 1:
        yield from (play(seed, asked.each, asked.minutes, asked.trace) for seed in seeds)
        return
    with ProcessPoolExecutor(asked.workers) as pool:
        yield from pool.map(play, seeds, [asked.each] * len(seeds), [asked.minutes] * len(seeds), [False] * len(seeds))


def print_faults(outcome: Outcome, asked: argparse.Namespace) -> None:
    for line in outcome.lines:
        print_line(line)
    print_line(f"seed {outcome.seed} at {commit()}: {len(outcome.faults)} faults")
    for fault in outcome.faults[:SHOWN]:
        print_line(f"    {fault}")
    print_line(f"  again, told line by line: {command(outcome, asked.minutes, asked.bug)}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--registrations", type=int, default=2000, help="how many in all (2000)")
    parser.add_argument("--seeds", type=seeds_of, help="A..B, or one; as many from 1 on as it takes, unless given")
    parser.add_argument("--each", type=int, default=REGISTRATIONS, help=f"registrations of a run ({REGISTRATIONS})")
    parser.add_argument("--minutes", type=float, default=MINUTES_EACH, help=f"simulated for each ({MINUTES_EACH})")
    parser.add_argument("--workers", type=int, default=1, help="processes (1)")
    parser.add_argument("--trace", action="store_true", help="tell each step")
    parser.add_argument("--bug", choices=sorted(BUGS), help="plant this bug, and stop at the first run that finds it")
    asked = parser.parse_args()
    if asked.bug:
        plant(BUGS[asked.bug])
    seeds = asked.seeds or range(1, -(-asked.registrations // asked.each) + 1)
    begun, done, wrong = time.monotonic(), list["Outcome"](), 0
    for outcome in outcomes(asked, seeds):
        done.append(outcome)
        wrong += bool(outcome.faults)
        if outcome.faults or asked.trace:
            print_faults(outcome, asked)
        if outcome.faults and asked.bug:
            break
    seconds, sent = time.monotonic() - begun, sum(outcome.registrations for outcome in done)
    years = sum(outcome.seconds for outcome in done) / YEAR
    accepted, delivered = (sum(getattr(o, name) for o in done) for name in ("accepted", "delivered"))
    print_line(f"{len(done)} runs: {sent} registrations, {accepted} accepted with corrections, {delivered} deliveries")
    print_line(f"{years:.2f} simulated years in {seconds:.0f} s, {sent / seconds:.1f} registrations a second")
    print_line(f"{wrong} runs with faults at {commit()}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
