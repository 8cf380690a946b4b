"""Plays runs of the simulation: `python -m tests.simulation --registrations 5000 [--seeds 1..200] [--workers 2]`.

Each run has a seed. `--seeds 7 --trace` prints what happens in a run, line by line. `--ledger` continues after the seeds in
`docs/simulation-ledger.csv` and appends the outcome, so that a million registrations are reached over days.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
import math
from pathlib import Path
import sys
import time
from typing import TYPE_CHECKING

from tests.ledgers import commit
from tests.simulation.bugs import BUGS, plant
from tests.simulation.ledger import DAYS_A_YEAR, LEDGER, add, next_seed, stretch, total
from tests.simulation.lengths import MINUTES_EACH, REGISTRATIONS

if TYPE_CHECKING:
    from tests.simulation.run import Outcome

YEAR = DAYS_A_YEAR * 86400
SHOWN = 8
STRETCH = 50
"""How many runs a line of the ledger has: when the program is interrupted, no more are lost."""


def print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def seeds_of(text: str) -> range:
    """Read `A..B`, both included."""
    first, _, last = text.partition("..")
    return range(int(first), int(last or first) + 1)


def command(outcome: Outcome, minutes_each: float, bug: str | None) -> str:
    """The command that plays the same run again."""
    planted_too = f" --bug {bug!r}" if bug else ""
    length = f"--registrations {outcome.registrations} --each {outcome.registrations} --minutes {minutes_each:g}"
    return f"python -m tests.simulation --seeds {outcome.seed} {length} --trace{planted_too}"


def outcomes(arguments: argparse.Namespace, seeds: range) -> Iterator[Outcome]:
    from tests.simulation.run import play  # After a bug is planted: it is read with the product's code.

    if arguments.workers == 1 or len(seeds) == 1:
        yield from (play(seed, arguments.each, arguments.minutes, arguments.trace) for seed in seeds)
        return
    pool = ProcessPoolExecutor(arguments.workers)
    try:
        yield from pool.map(
            play, seeds, [arguments.each] * len(seeds), [arguments.minutes] * len(seeds), [False] * len(seeds)
        )
    finally:
        pool.shutdown(cancel_futures=True)


def print_faults(outcome: Outcome, arguments: argparse.Namespace, at: str) -> None:
    for line in outcome.lines:
        print_line(line)
    print_line(f"seed {outcome.seed} at {at}: {len(outcome.faults)} faults")
    for fault in outcome.faults[:SHOWN]:
        print_line(f"    {fault}")
    print_line(f"  again, line by line: {command(outcome, arguments.minutes, arguments.bug)}")


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--registrations", type=int, default=2000, help="how many in all (2000)")
    parser.add_argument("--seeds", type=seeds_of, help="A..B, or one; as many from 1 on as it takes, unless given")
    parser.add_argument("--each", type=int, default=REGISTRATIONS, help=f"registrations of a run ({REGISTRATIONS})")
    parser.add_argument("--minutes", type=float, default=MINUTES_EACH, help=f"simulated for each ({MINUTES_EACH})")
    parser.add_argument("--workers", type=int, default=1, help="processes (1)")
    parser.add_argument("--hours", type=float, default=math.inf, help="begin no run after so many hours")
    parser.add_argument("--trace", action="store_true", help="print each step")
    parser.add_argument("--bug", choices=sorted(BUGS), help="plant this bug, and stop at the first run that finds it")
    parser.add_argument(
        "--ledger", type=Path, nargs="?", const=LEDGER, help=f"append the outcome to a ledger ({LEDGER.name})"
    )
    return parser.parse_args()


def play_all(arguments: argparse.Namespace, at: str) -> list[Outcome]:
    """Play the runs that the arguments ask for, print their faults, and append them to the ledger."""
    first = next_seed(arguments.ledger) if arguments.ledger else 1
    seeds = arguments.seeds or range(first, first + -(-arguments.registrations // arguments.each))
    done, written, ends = list["Outcome"](), 0, time.monotonic() + 3600 * arguments.hours
    began = time.monotonic()
    for outcome in outcomes(arguments, seeds):
        done.append(outcome)
        if outcome.faults or arguments.trace:
            print_faults(outcome, arguments, at)
        is_last = len(done) == len(seeds) or time.monotonic() > ends or bool(outcome.faults and arguments.bug)
        if arguments.ledger and (is_last or len(done) % STRETCH == 0):
            add(stretch(done[written:], at, arguments.minutes, time.monotonic() - began), arguments.ledger)
            written, began = len(done), time.monotonic()
        if is_last:
            break
    return done


def print_outcome(done: Sequence[Outcome], seconds: float, at: str) -> None:
    sent, wrong = sum(outcome.registrations for outcome in done), sum(bool(outcome.faults) for outcome in done)
    years = sum(outcome.seconds for outcome in done) / YEAR
    accepted, delivered = (sum(getattr(o, name) for o in done) for name in ("accepted", "delivered"))
    print_line(f"{len(done)} runs: {sent} registrations, {accepted} accepted with corrections, {delivered} deliveries")
    print_line(f"{years:.2f} simulated years in {seconds:.0f} s, {sent / seconds:.1f} registrations a second")
    print_line(f"{wrong} runs with faults at {at}")


def main() -> int:
    arguments, at, began = read_arguments(), commit(), time.monotonic()
    if arguments.bug:
        plant(BUGS[arguments.bug])
    done = play_all(arguments, at)
    print_outcome(done, time.monotonic() - began, at)
    if arguments.ledger:
        print_line(total(arguments.ledger))
    return 1 if any(outcome.faults for outcome in done) else 0


if __name__ == "__main__":
    sys.exit(main())
