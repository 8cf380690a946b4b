"""Reads the day on which the first draft of each published version was written. `make package` writes the file from the git
history of the definitions; a checkout has no such file."""

from __future__ import annotations

from datetime import date
import json
from pathlib import Path

from shared.domain.evaluation.changes import BeginDays

FILE = "begun.json"


def read_begin_days(folder: Path) -> BeginDays:
    """The days by app and version; empty if there is no file."""
    try:
        content = (folder / FILE).read_text("utf-8")
    except FileNotFoundError:
        return {}
    return {
        (app, int(version)): date.fromisoformat(day)
        for app, days in json.loads(content).items()
        for version, day in days.items()
    }
