"""The timers' work on the command line, against a real storage."""

from __future__ import annotations

import json
from pathlib import Path
import subprocess
import sys

import pytest

from local.run.parts import HOME
from local.run.stack import Stack
from shared.domain.timers import TIMERS
from tests.attachments.conftest import stack

pytestmark = pytest.mark.starts

__all__ = ["stack"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, stack: Stack) -> Path:
    file: Path = tmp_path_factory.mktemp("timers") / "local.settings.json"
    # The local host, whose meters these settings name, is not running here.
    values = {**stack.values, "METERED_RESOURCES": "", "STATUS_FOLDER": str(file.parent / "status")}
    file.write_text(json.dumps({"IsEncrypted": False, "Values": values}), "utf-8")
    return file


def timers(settings: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ops.timers", "--settings", str(settings), *words]
    return subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False, timeout=120)


def test_the_upkeep_is_done_by_hand_and_leaves_its_trail(settings: Path) -> None:
    done = timers(settings, "run", "run_upkeep", "--reason", "prøve efter udrulning")
    assert (done.returncode, done.stdout) == (0, "run_upkeep: done\n"), done.stderr
    assert (settings.parent / "status" / "index.html").exists()
    listed = timers(settings, "list").stdout.splitlines()
    assert [line.partition(":")[0] for line in listed] == list(TIMERS)
    assert next(line for line in listed if line.startswith("run_upkeep")).startswith("run_upkeep: beats, ran ")
    trail = timers(settings, "trail").stdout
    assert "run_upkeep  command line: " in trail
    assert trail.rstrip().endswith(": prøve efter udrulning")


def test_a_run_without_a_reason_or_of_no_timer_is_refused(settings: Path) -> None:
    for words, message in (
        (("run", "run_upkeep", "--reason", " "), "--reason must say why"),
        (("run", "run_upkeep"), "--reason"),
        (("run", "brew_coffee", "--reason", "x"), "invalid choice"),
    ):
        refused = timers(settings, *words)
        assert refused.returncode != 0
        assert message in refused.stderr


def test_without_a_storage_it_says_what_to_start(settings: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "local.settings.json"
    content = json.loads(settings.read_text("utf-8"))
    content["Values"]["DataStorage"] = (
        "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=AAAA;"
        + "".join(f"{service}Endpoint=http://127.0.0.1:9/devstoreaccount1;" for service in ("Blob", "Queue", "Table"))
    )
    elsewhere.write_text(json.dumps(content), "utf-8")
    refused = timers(elsewhere, "list")
    assert (refused.returncode, "Is the stack running" in refused.stderr) == (1, True)
