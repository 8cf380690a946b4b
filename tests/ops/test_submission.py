"""What a submission runs: every stage, whatever became of the one before it, and at the end how each ended."""

from __future__ import annotations

import os
from pathlib import Path
import subprocess

import pytest

from local.run.parts import HOME

pytestmark = pytest.mark.starts

MAKE = """#!/bin/sh
case "$1" in
  lint) echo "shared/x.py:1:1 a fault"; echo "make: *** [Makefile:85: lint] Error 2" >&2; exit {lint};;
  test-313) echo "4000 passed in 100.00s (0:01:40)"; exit 0;;
  test) echo "  Tests  1768 passed (1768)"; echo "{words}"; exit {test};;
esac
"""


def submitted(folder: Path, lint: int, test: int, words: str) -> subprocess.CompletedProcess[str]:
    """`.ci/run`, with a `make` that ends as it is told to."""
    make = folder / "make"
    make.write_text(MAKE.format(lint=lint, test=test, words=words), "utf-8")
    make.chmod(0o755)
    path = f"{folder}:{os.environ['PATH']}"
    return subprocess.run(
        [HOME / ".ci" / "run"], env={**os.environ, "PATH": path}, capture_output=True, text=True, check=False
    )


def test_a_good_one_ends_with_the_runners_summary(tmp_path: Path) -> None:
    ran = submitted(tmp_path, 0, 0, "2000 passed, 3 skipped in 200.10s (0:03:20)")
    assert (ran.returncode, ran.stdout.splitlines()[-1]) == (0, "2000 passed, 3 skipped in 200.10s (0:03:20)")


def test_every_stage_is_run_after_one_that_fails_and_each_is_told_of(tmp_path: Path) -> None:
    ran = submitted(tmp_path, 2, 1, "1 failed, 1999 passed in 200.10s (0:03:20)")
    assert ran.returncode == 1
    *_, checks, python313, tests, last = ran.stdout.splitlines()
    assert [line.split()[:2] for line in (checks, python313, tests)] == [
        ["checks", "FAILED"],
        ["python313", "passed"],
        ["tests", "FAILED"],
    ]
    assert checks.endswith("shared/x.py:1:1 a fault")
    assert python313.endswith("4000 passed in 100.00s (0:01:40)")
    assert last == "1 failed, 1999 passed in 200.10s (0:03:20)"


def test_a_fault_of_the_checks_alone_fails_the_whole(tmp_path: Path) -> None:
    assert submitted(tmp_path, 2, 0, "2000 passed in 200.10s").returncode == 1
