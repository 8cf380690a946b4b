"""`python -m tests.bombs [--inputs 100000]`: what is small to send and large to read, with what the worst of it took."""

from __future__ import annotations

import argparse
import sys

from tests.bombs.run import attack


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bombs", description="Inputs that are small to send and large to read.")
    parser.add_argument("--inputs", type=int, default=100_000, help="handmade and generated ones together")
    parser.add_argument("--seed", type=int, default=1, help="of the generated ones")
    arguments = parser.parse_args()
    outcome = attack(arguments.inputs, arguments.seed)
    sys.stdout.write(f"seed {arguments.seed}: {outcome}\n")
    return 0 if outcome.within_bounds else 1


if __name__ == "__main__":
    sys.exit(main())
