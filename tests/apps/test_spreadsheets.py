"""A spreadsheet opens what `export` wrote: each text is in it as it was typed."""

from __future__ import annotations

import os
from pathlib import Path
import shutil
import subprocess

from openpyxl import load_workbook
import pytest

from local.run.parts import HOME
from shared.adapters.exports import FORMATS
from shared.domain.fields.base import Column
from shared.domain.output.export_tables import Export, Table
from shared.domain.text.localized_text import LocalizedText
from tests.apps.recalculated import LEFT_ALONE, RECALCULATED

pytestmark = pytest.mark.rare

HEAD = LocalizedText(da="Tekst", en="Text")
TEXTS = (
    *RECALCULATED,
    *LEFT_ALONE,
    "+4520304050",
    "=1+1",
    "-5",
    "@SUM(1)",
    "København",
    "a;b",
    "to\nlinjer",
    'en "kasse"',
)
DIGITS = frozenset({"64942212", "5"})
"""Figures that are the same as a number."""
DANISH, ENGLISH = 1030, 1033
"""The languages of a spreadsheet by Microsoft's numbers, as LibreOffice's filters take them."""


def calc() -> str:
    """LibreOffice, installed if it can be. Without it the test is skipped and says why; where CI=true it fails."""
    if not shutil.which("soffice"):
        subprocess.run([HOME / "local" / "setup.sh", "spreadsheet"], check=False)
    if program := shutil.which("soffice"):
        return program
    missing = "LibreOffice is missing: run local/setup.sh spreadsheet, or install it (Debian: libreoffice-calc-nogui)"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def written(format: str, folder: Path) -> Path:
    table = Table("", {"text": Column(id="text", label=HEAD)}, [{"text": text} for text in TEXTS])
    [(name, content)] = FORMATS[format](Export("proeve", "da", [table], []))
    file = folder / name
    file.write_bytes(content)
    return file


def saved_by_calc(file: Path, to: str, *reading: str) -> Path:
    """The file, opened and saved again under a profile of its own."""
    folder = file.parent / "saved"
    profile = f"-env:UserInstallation={(file.parent / 'profile').as_uri()}"
    words: tuple[str | Path, ...] = (
        calc(),
        profile,
        "--headless",
        *reading,
        "--convert-to",
        to,
        "--outdir",
        folder,
        file,
    )
    subprocess.run(words, check=True, capture_output=True)
    return folder / f"{file.stem}.{to}"


def first_column(file: Path) -> list[object]:
    head, *rows = (row[0] for row in load_workbook(file).worksheets[0].iter_rows(values_only=True))
    assert head == HEAD.da
    return [*rows]


@pytest.mark.parametrize("language", [DANISH, ENGLISH])
def test_csv_survives_a_double_click(tmp_path: Path, language: int) -> None:
    """At its worst: the spreadsheet is told to look for dates, percentages and the like."""
    semicolon, quote, utf_8, first_line = 59, 34, 76, 1
    reading = f"--infilter=CSV:{semicolon},{quote},{utf_8},{first_line},,{language},false,true"
    rows = first_column(saved_by_calc(written("csv", tmp_path), "xlsx", reading))
    changed = {text: str(row) for text, row in zip(TEXTS, rows, strict=True) if row not in (text, f"'{text}")}
    assert changed == {digits: digits for digits in DIGITS}


def test_a_workbook_survives_it_without_an_apostrophe(tmp_path: Path) -> None:
    """Saved as Calc's own file and back again, so that no cell goes through untouched."""
    file = written("xlsx", tmp_path)
    own = saved_by_calc(file, "ods")
    assert first_column(saved_by_calc(own, "xlsx")) == list(TEXTS)
