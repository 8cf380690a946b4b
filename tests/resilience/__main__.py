"""Proves on the real storage protocol that nothing accepted is lost, doubled or left: `make proof`.

So many registrations are played in runs, each on a fresh stack and with a seed of its own. `--ledger` goes on after the seeds
that `docs/proof-ledger.csv` has and adds a line for each run: so the whole is reached over days.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
import logging
import math
from pathlib import Path
import sys
import tempfile
import time

from tests.ledgers import commit
from tests.resilience.ledger import LEDGER, add, line_of, next_seed, total
from tests.resilience.proof import Outcome, Plan, proved

SHOWN = 20


def print_line(line: str) -> None:
    sys.stdout.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stdout.flush()


def read_arguments(words: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.resilience", description=__doc__)
    usual = Plan(0, 0)
    parser.add_argument("--registrations", type=int, default=10_000, help="how many in all (10000)")
    parser.add_argument("--kills", type=int, default=200, help="how often an instance is killed meanwhile (200)")
    parser.add_argument("--each", type=int, default=300, help="registrations of a run (300)")
    parser.add_argument("--minutes", type=float, default=math.inf, help="begin no run after so many")
    parser.add_argument("--lost", type=float, default=usual.lost, help=f"the share of answers lost ({usual.lost})")
    parser.add_argument(
        "--consultants", type=int, default=usual.consultants, help=f"side by side ({usual.consultants})"
    )
    parser.add_argument("--ahead", type=int, default=usual.ahead, help=f"accepted and not delivered ({usual.ahead})")
    parser.add_argument("--instances", type=int, default=usual.instances, help=f"of the app ({usual.instances})")
    parser.add_argument("--seed", type=int, help="of the first run (1, or the ledger's next)")
    parser.add_argument("--ledger", type=Path, nargs="?", const=LEDGER, help=f"write it down ({LEDGER.name})")
    return parser.parse_args(words)


def plans(arguments: argparse.Namespace) -> Iterator[Plan]:
    """The runs that make up what is asked for, each with its share of the kills."""
    seed = arguments.seed or (next_seed(arguments.ledger) if arguments.ledger else 1)
    common = Plan(0, 0, arguments.lost, arguments.consultants, arguments.ahead, arguments.instances)
    for number, begun in enumerate(range(0, arguments.registrations, arguments.each)):
        ended = min(begun + arguments.each, arguments.registrations)
        first, last = (arguments.kills * part // arguments.registrations for part in (begun, ended))
        yield replace(common, registrations=ended - begun, kills=last - first, seed=seed + number)


def played(plan: Plan, arguments: argparse.Namespace, at: str) -> Outcome:
    """Play one run, tell what came of it, and write it down."""
    began = time.monotonic()
    print_line(f"seed {plan.seed} at {at}: {plan.registrations} registrations, {plan.kills} kills")
    with tempfile.TemporaryDirectory(prefix="proof") as folder:
        outcome = proved(plan, Path(folder), print_line)
    for fault in outcome.faults[:SHOWN]:
        print_line(f"FAULT: {fault}")
    print_line(f"what went wrong on the way: {dict(outcome.played.most_common())}")
    print_line(
        f"{outcome.accepted} accepted, {outcome.delivered} delivered, {outcome.kills} kills, {len(outcome.faults)} faults; "
        f"{outcome.seconds_of_faults:.0f} s of faults, over {outcome.seconds_until_over:.0f} s after"
    )
    if arguments.ledger:
        add(line_of(plan, outcome, at, time.monotonic() - began), arguments.ledger)
        print_line(total(arguments.ledger))
    return outcome


def main() -> int:
    arguments, at = read_arguments(), commit()
    # A connection that the proxy closes is no error of its own.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    ends, is_proved = time.monotonic() + 60 * arguments.minutes, True
    for plan in plans(arguments):
        if time.monotonic() >= ends:
            print_line("the time is over; the rest is for another day")
            break
        outcome = played(plan, arguments, at)
        is_proved = is_proved and not outcome.faults and outcome.accepted == plan.registrations
    return 0 if is_proved else 1


if __name__ == "__main__":
    sys.exit(main())
