"""A package knows on which day the first draft of each version of a form was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
import os
from pathlib import Path
import subprocess

import pytest

from ops.package.begin_days import begin_days, write_begin_days
from shared.adapters.begin_days_file import read_begin_days

pytestmark = pytest.mark.starts

Commit = Callable[[str, dict[str, str]], None]


def git(home: Path, *words: str, day: str = "2026-11-01") -> None:
    stamp = f"{day}T12:00:00+01:00"
    who = {f"GIT_{kind}_{part}": "x" for kind in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    environment = {**os.environ, **who, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}
    subprocess.run(["git", *words], cwd=home, env=environment, check=True, capture_output=True)


@pytest.fixture
def commit(tmp_path: Path) -> Commit:
    git(tmp_path, "init", "-q")

    def made(day: str, files: dict[str, str]) -> None:
        for name, content in files.items():
            path = tmp_path / "shared" / "definitions" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
        git(tmp_path, "add", ".")
        git(tmp_path, "commit", "-q", "-m", day, day=day)

    return made


def test_a_draft_begins_after_the_version_before_it(tmp_path: Path, commit: Commit) -> None:
    commit("2026-09-01", {"besoeg.yaml": "a"})
    commit("2026-09-10", {"besoeg.yaml": "b", "published/besoeg/1.yaml": "b"})
    commit("2026-10-05", {"besoeg.yaml": "c"})
    commit("2026-10-07", {"besoeg.yaml": "d"})
    commit("2026-10-20", {"published/besoeg/2.yaml": "d", "published/besoeg/withdrawn.yaml": "2027-01-01"})
    commit("2026-11-01", {"kandidat.yaml": "a", "published/kandidat/1.yaml": "a"})
    assert begin_days(tmp_path) == {
        "besoeg": {"1": "2026-09-01", "2": "2026-10-05"},
        "kandidat": {"1": "2026-11-01"},
    }
    package = tmp_path / "package"
    (package / "shared" / "definitions").mkdir(parents=True)
    write_begin_days(package, tmp_path)
    days = read_begin_days(package / "shared" / "definitions")
    assert days[("besoeg", 2)] == date(2026, 10, 5)


def test_without_the_whole_history_nothing_is_said(tmp_path: Path, commit: Commit) -> None:
    commit("2026-09-01", {"besoeg.yaml": "a"})
    commit("2026-09-10", {"published/besoeg/1.yaml": "b"})
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{tmp_path}", str(copy))
    assert begin_days(copy) == {}
    write_begin_days(copy, copy)
    assert read_begin_days(copy / "shared" / "definitions") == {}
