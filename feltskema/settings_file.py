"""Reads the settings of the local stack, for commands that open the storage."""

from __future__ import annotations

import json
import os
from pathlib import Path

from feltskema.shell import Stop
from feltskema.texts import phrase


def local_settings(file: Path) -> None:
    """Put the Values of a `local.settings.json` into the environment; variables that are already set win. Raises `Stop`."""
    try:
        values = json.loads(file.read_text("utf-8")).get("Values", {}) if file.exists() else {}
    except ValueError:
        raise Stop(phrase("export.bad-settings", path=file)) from None
    for name, value in values.items():
        os.environ.setdefault(name, str(value))
