"""Adds up runs of the simulation over days and commits: a CSV file with a line for each stretch of runs.

`seeds` is `A..B`; `faulty` the runs that found a fault. A stretch on changed files has a `+` behind its commit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.ledgers import add_line, read_lines

if TYPE_CHECKING:
    from tests.simulation.run import Outcome

LEDGER = Path(__file__).resolve().parents[2] / "docs" / "simulation-ledger.csv"
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Stretch:
    """Several runs in succession, as a line of the ledger. `simulated_days`: of all runs together; `seconds`: how long they took;
    `minutes`: simulated for each registration."""

    ended: str
    commit: str
    seeds: str
    each: int
    minutes: float
    registrations: int
    accepted: int
    delivered: int
    simulated_days: float
    seconds: int
    faulty: int

    @property
    def last_seed(self) -> int:
        return int(self.seeds.rpartition(".")[2])


def stretch(outcomes: Sequence[Outcome], at: str, minutes: float, seconds: float) -> Stretch:
    """The ledger's line for these runs, all of the commit `at`."""
    seeds = sorted(outcome.seed for outcome in outcomes)
    return Stretch(
        datetime.now(UTC).strftime("%Y-%m-%dT%H:%MZ"),
        at,
        f"{seeds[0]}..{seeds[-1]}",
        outcomes[0].registrations,
        minutes,
        sum(outcome.registrations for outcome in outcomes),
        sum(outcome.accepted for outcome in outcomes),
        sum(outcome.delivered for outcome in outcomes),
        round(sum(outcome.seconds for outcome in outcomes) / 86400, 2),
        round(seconds),
        sum(bool(outcome.faults) for outcome in outcomes),
    )


def add(line: Stretch, ledger: Path = LEDGER) -> None:
    """Append the line; a new file gets a heading."""
    add_line(line, ledger)


def read(ledger: Path = LEDGER) -> list[Stretch]:
    """The ledger's lines; none if the file does not exist."""
    return read_lines(Stretch, ledger)


def next_seed(ledger: Path = LEDGER) -> int:
    """The first seed after all that the ledger has."""
    return max((line.last_seed for line in read(ledger)), default=0) + 1


def total(ledger: Path = LEDGER) -> str:
    """The ledger's totals, in words."""
    lines = read(ledger)
    commits = {line.commit for line in lines}
    registrations, faulty = sum(line.registrations for line in lines), sum(line.faulty for line in lines)
    years, hours = sum(line.simulated_days for line in lines) / DAYS_A_YEAR, sum(line.seconds for line in lines) / 3600
    return (
        f"in the ledger: {registrations} registrations, {years:.1f} simulated years in {hours:.1f} h, "
        f"over {len(commits)} commits; {faulty} runs with faults"
    )
