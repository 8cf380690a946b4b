"""The compiled definition that the phone's tests draw: a copy in the front end, which reads no YAML.

Write it anew with `python -m tests.domain.compiled_copy`.
"""

from __future__ import annotations

import json
from pathlib import Path

from shared.adapters.definition_files import DefinitionFiles

ROOT = Path(__file__).parents[2]
APP = "virksomhedsbesoeg"
COPY = ROOT / "static-web" / "tests" / f"{APP}.json"


def compiled() -> str:
    """What the copy must say: as a first version, so that the phone's tests can make the later ones."""
    layout = DefinitionFiles(ROOT / "shared" / "definitions").get(APP).layout()
    layout = {**layout, "version": 1, "migrates": []}
    return json.dumps(layout, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    COPY.write_text(compiled(), "utf-8")
