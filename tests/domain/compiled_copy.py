"""The compiled definitions that the phone's tests draw: copies in the front end, which reads no YAML.

Write them anew with `python -m tests.domain.compiled_copy`.
"""

from __future__ import annotations

import json
from pathlib import Path

from shared.adapters.definition_files import DefinitionFiles

ROOT = Path(__file__).parents[2]
FOLDERS = {
    "virksomhedsbesoeg": ROOT / "shared" / "definitions",
    "valg": ROOT / "tests" / "domain" / "definitions",
}
"""Where each app is defined."""


def copy_of(app: str) -> Path:
    return ROOT / "static-web" / "tests" / f"{app}.json"


def compiled(app: str) -> str:
    """What the copy must say: as a first version, so that the phone's tests can make the later ones."""
    layout = DefinitionFiles(FOLDERS[app]).get(app).layout()
    layout = {**layout, "version": 1, "migrates": []}
    return json.dumps(layout, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    for name in FOLDERS:
        copy_of(name).write_text(compiled(name), "utf-8")
