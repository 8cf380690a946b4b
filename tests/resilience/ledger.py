"""Adds up runs of the proof over days and commits: a CSV file with a line for each run.

`lost` counts answers that never arrived, on every hop; `doubled` the phones' calls that were made twice; `faults` what the run
found wrong. A run on changed files has a `+` behind its commit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.ledgers import add_line, read_lines
from tests.resilience.proof import Outcome, Plan

LEDGER = Path(__file__).resolve().parents[2] / "docs" / "proof-ledger.csv"


@dataclass(frozen=True, slots=True)
class Run:
    """One run. `registrations`: how many were accepted."""

    ended: str
    commit: str
    seed: int
    registrations: int
    delivered: int
    kills: int
    lost: int
    doubled: int
    faults: int
    seconds: int


def line_of(plan: Plan, outcome: Outcome, at: str, seconds: float) -> Run:
    """What a run of commit `at` came to."""
    ended = datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ")
    made = (outcome.accepted, outcome.delivered, outcome.kills, outcome.lost, outcome.doubled, len(outcome.faults))
    return Run(ended, at, plan.seed, *made, round(seconds))


def add(line: Run, ledger: Path = LEDGER) -> None:
    """Append the line; a new file gets a heading."""
    add_line(line, ledger)


def read(ledger: Path = LEDGER) -> list[Run]:
    """Every line of it; none where there is no such file."""
    return read_lines(Run, ledger)


def next_seed(ledger: Path = LEDGER) -> int:
    """The first seed after all that the ledger has."""
    return max((line.seed for line in read(ledger)), default=0) + 1


def total(ledger: Path = LEDGER) -> str:
    """All of it, in words."""
    lines = read(ledger)
    registrations, kills = sum(line.registrations for line in lines), sum(line.kills for line in lines)
    lost, doubled = sum(line.lost for line in lines), sum(line.doubled for line in lines)
    hours, faults = sum(line.seconds for line in lines) / 3600, sum(line.faults for line in lines)
    return (
        f"in the ledger: {registrations} registrations, {kills} kills, {lost} answers lost, {doubled} calls doubled "
        f"in {hours:.1f} h, over {len({line.commit for line in lines})} commits; {faults} faults"
    )
