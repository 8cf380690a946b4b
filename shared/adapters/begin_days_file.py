"""Reads on which day the first draft of each published version was written: a file that `make package` writes out of the history
of the definitions. A checkout has none."""

from __future__ import annotations

from datetime import date
import json
from pathlib import Path

from shared.domain.evaluation.changes import BeginDays

FILE = "begun.json"


def read_begin_days(folder: Path) -> BeginDays:
    """The days, by app and version; none where there is no file."""
    try:
        content = (folder / FILE).read_text("utf-8")
    except FileNotFoundError:
        return {}
    return {
        (app, int(version)): date.fromisoformat(day)
        for app, days in json.loads(content).items()
        for version, day in days.items()
    }
