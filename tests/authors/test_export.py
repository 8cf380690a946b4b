"""`export`: what is stored comes out as files, read back as their readers do."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
import csv
from datetime import timedelta
import json
from pathlib import Path
import subprocess
from typing import Any
from uuid import uuid4

import openpyxl
import pytest

from local.run.stack import Stack
from shared.adapters.storage import Account
from tests.apps.storing import KAREN, MEHMET, NOON, received, storing
from tests.attachments.conftest import stack
from tests.authors.tool import process, run

pytestmark = pytest.mark.starts

__all__ = ["stack"]

APP = "vedligeholdelsestimer"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, stack: Stack) -> Path:
    """A folder with the stack's `local.settings.json`."""
    folder: Path = tmp_path_factory.mktemp(f"export-{uuid4().hex[:6]}")
    values: Mapping[str, Any] = {"IsEncrypted": False, "Values": stack.values}
    (folder / "local.settings.json").write_text(json.dumps(values), "utf-8")
    return folder


@pytest.fixture(scope="module")
def stored(stack: Stack) -> None:
    account = Account(stack.storage, create=True)
    rows = (received(APP), received(APP, person=MEHMET, at=NOON + timedelta(days=2)), received("ny-sag"))

    async def store() -> None:
        async with storing(account, *rows):
            pass

    asyncio.run(store())


def export(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "export", APP, *words)


def test_csv_json_and_excel_hold_the_same(settings: Path, stored: None) -> None:
    assert "2 registreringer taget ud." in export(settings, "--format", "csv", "--out", "ud").stdout
    with (settings / "ud" / f"{APP}.csv").open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file, delimiter=";")
    assert len(rows) == 2
    assert KAREN.name in rows[0]
    assert (settings / "ud" / f"{APP}.csv").stat().st_mode & 0o077 == 0
    read = json.loads(export(settings, "--format", "json", "--out", "-").stdout)
    assert [entry["person"] for entry in read] == [KAREN.name, MEHMET.name]
    assert export(settings, "--format", "xlsx", "--out", "ud").returncode == 0
    sheet = openpyxl.load_workbook(settings / "ud" / f"{APP}.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == head
    assert sheet.max_row == 3


def test_dates_and_persons_are_filters(settings: Path, stored: None) -> None:
    def persons(*words: str) -> list[str]:
        return [
            entry["person"] for entry in json.loads(export(settings, "--format", "json", "--out", "-", *words).stdout)
        ]

    assert persons("--to", "23.11.2026") == [KAREN.name]
    assert persons("--from", "2026-11-24") == [MEHMET.name]
    assert persons("--person", "mehmet østergaard") == [MEHMET.name]
    assert persons("--person", KAREN.key) == [KAREN.name]
    assert persons("--from", "2027-01-01") == []


def test_what_is_wrong_is_told(settings: Path, stored: None, tmp_path: Path) -> None:
    unknown = run(settings, "export", "vedligeholdelsestime", "--out", "ud")
    assert (unknown.returncode, "Mente du vedligeholdelsestimer?" in unknown.stderr) == (2, True)
    nothing = process(tmp_path, "export", APP, "--out", "ud")
    assert (nothing.returncode, "Indstillingerne kan ikke bruges" in nothing.stderr) == (1, True)


def test_personal_data_lands_where_it_was_told_and_in_no_repository(
    settings: Path, stored: None, tmp_path: Path
) -> None:
    nowhere = export(settings)
    assert (nowhere.returncode, "--out MAPPE" in nowhere.stderr) == (2, True)
    assert {file.name for file in settings.iterdir()} <= {"local.settings.json", "ud"}
    (tmp_path / ".git").mkdir()
    inside = export(settings, "--out", str(tmp_path / "ud"))
    assert (inside.returncode, "udenfor" in inside.stderr, (tmp_path / "ud").exists()) == (2, True, False)
