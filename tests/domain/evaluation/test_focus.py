"""The cost rows against FOCUS's own validator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
import subprocess
import sys

import pytest

from shared.adapters.cost_export import read_export
from shared.domain.evaluation.bill import billed_charges
from shared.domain.evaluation.consumption import Rate, Usage, allotments, monthly_bill
from shared.domain.evaluation.focus import COLUMNS, SERVICES, Account, focus_rows
from shared.domain.evaluation.periods import month_of
from tests.exported_bills import drawn, focus
from tests.python313 import environment

pytestmark = [
    pytest.mark.starts,
    pytest.mark.rare,
    pytest.mark.skipif(
        sys.version_info >= (3, 13), reason="the validator's old packages have no wheels for Python 3.13"
    ),
]

ALIASES = {
    "InvoiceIssuer": "InvoiceIssuerName",
    "Provider": "ProviderName",
    "Publisher": "PublisherName",
    "ResourceID": "ResourceId",
    "ChargeType": "ChargeCategory",
}
"""Columns that the validator looks for by names that FOCUS 1.0 does not have: given to it beside those of the specification."""


def written(file: Path, **instead: str) -> None:
    month = month_of(2026, 11)
    rates = [
        Rate(f"{service}-units", "Units", date(2026, 1, 1), Decimal("1.25"), Decimal(1000), "drawn", Decimal(10))
        for service in SERVICES
    ]
    usage = [Usage(rate.meter, Decimal(123_456)) for rate in rates] + [Usage("functions-units", Decimal(77), "visit")]
    parts = allotments(monthly_bill(month, usage, rates), usage, {"visit": 310, "follow-up": 0, "request": 7})
    account = Account("agreement/1", "Kommune", "subscription/1", "Feltskema", "denmarkeast", "Denmark East")
    write(file, focus_rows(month, parts, account), **instead)


def write(file: Path, rows: Iterable[Mapping[str, str]], **instead: str) -> None:
    with file.open("w", newline="", encoding="utf-8") as lines:
        table = csv.DictWriter(lines, (*COLUMNS, *ALIASES))
        table.writeheader()
        for row in rows:
            table.writerow({**row, **{alias: row[name] for alias, name in ALIASES.items()}, **instead})


def judged(file: Path) -> subprocess.CompletedProcess[str]:
    python = environment(sys.executable, Path(__file__).with_name("focus.txt"))
    # It reads its list of currencies by a path from where its packages lie.
    (packages,) = python.parents[1].glob("lib/python3*/site-packages")
    command: list[str | Path] = [python, "-m", "focus_validator.main", "--data-file", file, "--validate-version", "1.0"]
    return subprocess.run(command, cwd=packages, capture_output=True, text=True, check=False, timeout=600)


def test_the_validator_finds_no_failed_rule(tmp_path: Path) -> None:
    written(tmp_path / "focus.csv")
    verdict = judged(tmp_path / "focus.csv")
    assert "Validation succeeded" in verdict.stdout, verdict.stdout[-3000:] + verdict.stderr[-2000:]


def test_nor_in_a_bill_that_is_shared_between_apps(tmp_path: Path) -> None:
    bill, month = read_export("part.csv", focus(drawn(Random(9)))), month_of(2026, 11)
    parts = allotments(billed_charges(month, bill), (), {"visit": 310, "follow-up": 7})
    assert any(part.cost > 0 for part in parts)
    write(tmp_path / "focus.csv", focus_rows(month, parts, bill.account))
    verdict = judged(tmp_path / "focus.csv")
    assert "Validation succeeded" in verdict.stdout, verdict.stdout[-3000:] + verdict.stderr[-2000:]


@pytest.mark.parametrize(
    ("column", "value"), [("BillingCurrency", "kroner"), ("ChargeFrequency", "monthly"), ("BilledCost", "")]
)
def test_the_validator_sees_what_is_wrong(tmp_path: Path, column: str, value: str) -> None:
    written(tmp_path / "focus.csv", **{column: value})
    verdict = judged(tmp_path / "focus.csv")
    assert f"{column}_" in verdict.stdout
    assert "Validation failed" in verdict.stdout
