"""Moves drafts over random changes of their forms: `python -m tests.pairs --pairs 100000 [--seed 1]`."""

from __future__ import annotations

import argparse
import sys
import time

from tests.pairs.judge import faults
from tests.pairs.trial import Tally, trials

SHOWN = 5


def print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.pairs", description=__doc__)
    parser.add_argument("--pairs", type=int, default=5000, help="how many pairs of a change and a draft (5000)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    arguments = parser.parse_args()
    begun, tally, wrong = time.monotonic(), Tally(), 0
    for fault in faults(trials(arguments.seed, arguments.pairs, tally), tally):
        wrong += 1
        if wrong <= SHOWN:
            print_line(fault)
    kinds = ", ".join(f"{kind} {many}" for kind, many in sorted(tally.kinds.items()))
    outcome = f"{tally.sendable} can be sent as they are and {tally.with_loss} name a loss"
    print_line(f"{tally.pairs} pairs, {tally.moved} moved: {outcome}")
    print_line(f"{tally.refused} changes that check refuses; {kinds}")
    print_line(f"{wrong} faults in {time.monotonic() - begun:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
