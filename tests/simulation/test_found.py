"""Each planted bug is found by the simulation, within so many seeds."""

from __future__ import annotations

import subprocess
import sys

import pytest

from local.run.parts import HOME
from tests.simulation.bugs import BUGS

pytestmark = pytest.mark.nightly

WITHIN = 300
"""Seeds that a bug may take to be found."""


@pytest.mark.parametrize("name", BUGS)
def test_it_is_found(name: str) -> None:
    arguments = ["--bug", name, "--seeds", f"1..{WITHIN}", "--each", "40", "--minutes", "15"]
    ran = subprocess.run(
        [sys.executable, "-m", "tests.simulation", *arguments], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert "1 runs with faults" in ran.stdout, f"not found within {WITHIN} seeds\n{ran.stdout}{ran.stderr}"
