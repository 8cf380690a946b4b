"""A test that starts something without being marked for it fails in the quick lane."""

from __future__ import annotations

from pathlib import Path
import re
import subprocess
import sys

import pytest

from local.run.parts import HOME
from tests import lanes

pytestmark = pytest.mark.starts

TESTS = {
    "a process": "def test(): import subprocess; subprocess.run(['true'])",
    "a port": "def test(): import socket; socket.socket().bind(('127.0.0.1', 0))",
    "swallowed": "def test():\n try: import os; os.system('true')\n except RuntimeError: pass",
    "in a fixture": "import pytest, subprocess\n@pytest.fixture\ndef made(): subprocess.run(['true'])\ndef test(made): pass",
    "nothing": "def test(): pass",
    "said": "import pytest, subprocess\n@pytest.mark.starts\ndef test(): subprocess.run(['true'])",
    "said by its fixture": (
        "import pytest, subprocess\n@pytest.fixture\ndef servers(): subprocess.run(['true'])\ndef test(servers): pass"
    ),
    "rare": "import pytest\npytestmark = pytest.mark.rare\ndef test(): pass",
    "nightly": "import pytest\npytestmark = pytest.mark.nightly\ndef test(): pass",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lanes")
    (folder / "conftest.py").write_text("from tests.conftest import *", "utf-8")
    for number, content in enumerate(TESTS.values()):
        (folder / f"test_{number}.py").write_text(content, "utf-8")
    return folder


def run(folder: Path, *words: str) -> dict[str, str]:
    """The outcome of each test that pytest ran in the folder, by its key in `TESTS`."""
    output = re.findall(r"test_(\d+)\.py::test (\w+)", output_of(folder, *words))
    return {list(TESTS)[int(number)]: outcome for number, outcome in output}


def output_of(folder: Path, *words: str) -> str:
    ran = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-c",
            HOME / "pyproject.toml",
            "--rootdir",
            folder,
            "-vv",
            "-rN",
            *words,
            folder,
        ],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "::test" in ran.stdout, ran.stdout + ran.stderr
    return ran.stdout


def test_whoever_starts_something_says_so(folder: Path) -> None:
    assert run(folder, "--lane", "quick") == {
        "a process": "FAILED",
        "a port": "FAILED",
        "swallowed": "FAILED",
        "in a fixture": "ERROR",
        "nothing": "PASSED",
    }


def test_a_lane_holds_the_one_below_it(folder: Path) -> None:
    quick, test, whole = (set(run(folder, "--lane", lane)) for lane in ("quick", "test", "all"))
    assert quick < test < whole == set(TESTS)


def test_what_is_nightly_is_in_no_share(folder: Path) -> None:
    in_shares = set().union(*(run(folder, "--lane", "test", "--share", f"{part}/2") for part in (1, 2)))
    assert "rare" in in_shares
    assert "nightly" not in in_shares


def test_every_share_has_its_rare_files_and_together_they_are_all() -> None:
    files = [f"tests/rare/test_{number}.py" for number in range(40)]
    shares = [{file for file in files if lanes.falls_in(file, f"{part}/5")} for part in range(1, 6)]
    assert sorted(file for share in shares for file in share) == sorted(files)
    commit = {file for file in files if lanes.falls_in(file, f"{'c0ffee' * 6}/5")}
    assert commit in shares


LEFT_BEHIND = """
import asyncio, pytest, socket

async def connect():
    while True:
        await asyncio.sleep(0)
        socket.socket().connect_ex(("127.0.0.1", 9))

@pytest.fixture(scope="session")
async def stand_in():
    tasks.append(asyncio.create_task(connect()))

tasks = []

@pytest.mark.starts
async def test_first(stand_in): await asyncio.sleep(0.01)

async def test_quick(): await asyncio.sleep(0.01)

async def test_not_quick(): await asyncio.gather(asyncio.sleep(0.01), asyncio.wait_for(connect(), 1))
"""
"""A stand-in of the first test's, whose task goes on connecting on the loop that all tests share, and two tests after it."""


def test_what_an_earlier_test_left_on_the_loop_is_not_a_quick_tests_own(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text("from tests.conftest import *", "utf-8")
    (tmp_path / "test_left.py").write_text(LEFT_BEHIND, "utf-8")
    assert re.findall(r"::test_(\w+) (PASSED|FAILED|ERROR)", output_of(tmp_path)) == [
        ("first", "PASSED"),
        ("quick", "PASSED"),
        ("not_quick", "FAILED"),
    ]
