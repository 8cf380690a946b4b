"""The ledger adds up runs over days and commits, and says where to go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.ledger import Stretch, add, next_seed, read, stretch, total
from tests.simulation.run import Outcome


def _outcome(seed: int, *faults: str) -> Outcome:
    return Outcome(seed, 100, 101, 150, 5 * 86400.0, faults, (), 0)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "ledger.csv"


def test_stretches_of_several_commits_are_added_up(ledger: Path) -> None:
    assert (read(ledger), next_seed(ledger)) == ([], 1)
    add(stretch([_outcome(1), _outcome(2)], "abc", 53, 10), ledger)
    add(stretch([_outcome(4, "there 2 times"), _outcome(3)], "def+", 53, 3590), ledger)
    assert [(line.commit, line.seeds, line.faulty) for line in read(ledger)] == [
        ("abc", "1..2", 0),
        ("def+", "3..4", 1),
    ]
    assert next_seed(ledger) == 5
    assert total(ledger) == (
        "in the ledger: 400 registrations, 0.1 simulated years in 1.0 h, over 2 commits; 1 runs with faults"
    )


def test_the_ledger_of_the_repository_can_be_read() -> None:
    for line in read():
        assert isinstance(line, Stretch)
        assert line.registrations > 0
        assert line.last_seed > 0
