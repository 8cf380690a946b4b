"""A share of the simulation: some seeds, each played in seconds. `make simulation` plays as many as one has time for."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from local.run.parts import HOME
from tests.simulation.run import play

SEEDS = (1, 2, 5, 8, 13, 21)
REGISTRATIONS, MINUTES_EACH = 25, 12


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_lost_doubled_or_left_lying(seed: int) -> None:
    outcome = play(seed, REGISTRATIONS, MINUTES_EACH)
    again = f"python -m tests.simulation --seeds {seed} --each {REGISTRATIONS} --minutes {MINUTES_EACH} --trace"
    assert outcome.faults == (), f"again: {again}"
    assert outcome.delivered >= REGISTRATIONS


def test_a_seed_takes_the_same_way_each_time() -> None:
    first, second = (play(3, REGISTRATIONS, MINUTES_EACH, traced=True) for _ in range(2))
    assert first.lines == second.lines
    assert len(first.lines) > 10 * REGISTRATIONS
    assert first.fingerprint == second.fingerprint != play(4, REGISTRATIONS, MINUTES_EACH).fingerprint


@pytest.mark.starts
def test_a_seed_takes_the_same_way_in_each_process() -> None:
    """Texts hash differently in each process of Python, and so a set of them has another order. In this run two targets have a
    waiting room at once, and with these hashes a set of their names has two orders."""
    printed = set[str]()
    for hash_seed in ("0", "5"):
        command = (
            sys.executable,
            *["-m", "tests.simulation", "--seeds", "23461", "--each", "100", "--minutes", "53", "--trace"],
        )
        variables = {**os.environ, "PYTHONHASHSEED": hash_seed}
        run = subprocess.run(command, cwd=HOME, env=variables, capture_output=True, text=True, check=True)
        printed.add(run.stdout.partition("\n1 runs:")[0])
    assert len(printed) == 1
    assert len(printed.pop().splitlines()) > 1000
