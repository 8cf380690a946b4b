"""Holds the phone's verdict against the server's: `python -m tests.verdicts --cases 100000 [--seed 1]`."""

from __future__ import annotations

import argparse
import sys
import time

from tests.verdicts.trial import Tally, cases, disagreements

SHOWN = 5


def print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.verdicts", description=__doc__)
    parser.add_argument("--cases", type=int, default=5000, help="how many answers (5000)")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins (1)")
    arguments = parser.parse_args()
    begun, tally, disagreement = time.monotonic(), Tally(), 0
    for reported in disagreements(cases(arguments.seed, arguments.cases), tally):
        disagreement += 1
        if disagreement <= SHOWN:
            print_line(reported)
    codes = ", ".join(f"{code} {many}" for code, many in sorted((tally.codes or {}).items()))
    print_line(f"{arguments.cases} answers, {tally.answers} verdicts, {tally.good} of them good; {codes}")
    print_line(f"{disagreement} disagreements in {time.monotonic() - begun:.0f} s")
    return 1 if disagreement else 0


if __name__ == "__main__":
    sys.exit(main())
