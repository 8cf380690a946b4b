"""The settings that `func start` and `make run` read, for commands that reach the storage."""

from __future__ import annotations

import json
import os
from pathlib import Path

from feltskema.shell import Stop
from feltskema.words import phrase


def local_settings(file: Path) -> None:
    """Read the settings that `func start` and `make run` read; what the environment says already wins."""
    try:
        values = json.loads(file.read_text("utf-8")).get("Values", {}) if file.exists() else {}
    except ValueError:
        raise Stop(phrase("export.bad-settings", path=file)) from None
    for name, value in values.items():
        os.environ.setdefault(name, str(value))
