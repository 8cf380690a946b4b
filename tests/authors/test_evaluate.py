"""`evaluate`: a quarter as files, out of a real storage."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
import csv
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from local.run.stack import Stack
from shared.adapters.storage import Account
from tests.apps.storing import received, storing
from tests.attachments.conftest import stack
from tests.authors.tool import run

pytestmark = pytest.mark.starts

__all__ = ["stack"]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, stack: Stack) -> Path:
    folder: Path = tmp_path_factory.mktemp(f"evaluate-{uuid4().hex[:6]}")
    values: Mapping[str, Any] = {"IsEncrypted": False, "Values": stack.values}
    (folder / "local.settings.json").write_text(json.dumps(values), "utf-8")

    async def store() -> None:
        async with storing(Account(stack.storage, create=True), received("kandidat")):
            pass

    asyncio.run(store())
    return folder


def lines(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as content:
        return list(csv.reader(content, delimiter=";"))


def test_a_quarter_is_written_as_files_with_its_cost_and_its_effect(settings: Path) -> None:
    outcome = run(settings, "evaluate", "--quarter", "2026-4", "--out", "ud")
    assert outcome.returncode == 0, outcome.stderr
    assert (settings / "ud" / "oppetid-2026-4.pdf").read_bytes().startswith(b"%PDF-")
    tables = ("consumption", "effect", "maintenance", "before")
    read = {table: lines(settings / "ud" / f"ressourcer-2026-4-{table}.csv") for table in tables}
    # Others may have stored theirs in the same storage.
    assert {row[0] for row in read["effect"][1:]} >= {"Alle apps", "kandidat"}
    assert read["maintenance"][0] == ["Opdelt efter", "Arbejde", "Minutter"]
    assert (settings / "ud" / "focus-2026-4.csv").read_text("utf-8").startswith("AvailabilityZone,BilledCost,")
    assert (settings / "ud" / "oppetid-2026-4-objectives.csv").exists()


def test_a_quarter_that_has_not_begun_is_refused(settings: Path) -> None:
    refused = run(settings, "evaluate", "--quarter", "2099-1", "--out", "ud")
    assert (refused.returncode, "2099-1" in refused.stderr) == (2, True)
