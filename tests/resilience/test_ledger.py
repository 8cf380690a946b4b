"""The proof's ledger adds up its runs, and says where to go on."""

from __future__ import annotations

from pathlib import Path

from tests.resilience.__main__ import plans, read_arguments
from tests.resilience.ledger import Run, add, line_of, next_seed, read, total
from tests.resilience.proof import Outcome, Plan


def test_runs_of_several_commits_are_added_up(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    assert (read(ledger), next_seed(ledger)) == ([], 1)
    good = Outcome(accepted=500, delivered=500, kills=10, lost=9000, doubled=90)
    bad = Outcome(accepted=40, delivered=39, kills=1, lost=700, doubled=7, faults=["one is 2 times in Fasit"])
    add(line_of(Plan(500, 10, seed=1), good, "abc", 200.4), ledger)
    add(line_of(Plan(50, 1, seed=2), bad, "def+", 160), ledger)
    assert [(line.commit, line.seed, line.faults, line.seconds) for line in read(ledger)] == [
        ("abc", 1, 0, 200),
        ("def+", 2, 1, 160),
    ]
    assert next_seed(ledger) == 3
    assert total(ledger) == (
        "in the ledger: 540 registrations, 11 kills, 9700 answers lost, 97 calls doubled in 0.1 h, over 2 commits; 1 faults"
    )


def test_the_runs_add_up_to_what_is_asked_for_and_go_on_after_the_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    add(line_of(Plan(300, 6, seed=4), Outcome(accepted=300), "abc", 1), ledger)
    arguments = read_arguments(["--registrations", "1000", "--kills", "21", "--each", "300", "--ledger", str(ledger)])
    runs = [*plans(arguments)]
    assert [(run.seed, run.registrations) for run in runs] == [(5, 300), (6, 300), (7, 300), (8, 100)]
    assert sum(run.kills for run in runs) == 21
    assert {run.settings["FASIT_AT_ONCE"] for run in runs if run.seed % 2} == {"0"}


def test_the_ledger_of_the_repository_can_be_read() -> None:
    for line in read():
        assert isinstance(line, Run)
        assert line.registrations > 0
