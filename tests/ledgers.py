"""Ledgers of long runs: CSV files with a line for each stretch, added up over days and commits."""

from __future__ import annotations

import csv
from dataclasses import astuple, fields
from pathlib import Path
import subprocess
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Line = TypeVar("_Line", bound="DataclassInstance")

_KINDS = {"str": str, "int": int, "float": float}


def commit() -> str:
    """What is checked out, with a `+` where files differ from it."""
    command = ["git", "describe", "--always", "--abbrev=12", "--dirty=+", "--exclude=*"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip() or "unknown"


def add_line(line: DataclassInstance, ledger: Path) -> None:
    """Append the line; a new file gets a heading."""
    new = not ledger.exists()
    with ledger.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(field.name for field in fields(line))
        writer.writerow(astuple(line))


def read_lines(kind: type[_Line], ledger: Path) -> list[_Line]:
    """Every line of it as this dataclass of texts and numbers; none where there is no such file."""
    if not ledger.exists():
        return []
    with ledger.open(encoding="utf-8", newline="") as file:
        return [kind(*(_KINDS[str(f.type)](row[f.name]) for f in fields(kind))) for row in csv.DictReader(file)]
