"""The app's import reads and builds nothing of the definition language: that waits for the first use."""

from __future__ import annotations

from pathlib import Path
import subprocess
import sys

import pytest

pytestmark = pytest.mark.starts

ROOT = Path(__file__).parents[2]
LATE = (
    "shared.domain.fields",
    "shared.domain.definition.definition",
    "shared.adapters.definition_files",
    "yaml",
    "jsonschema_rs",
)


def test_the_import_of_the_app_builds_no_field_types() -> None:
    code = f"import sys, function_app; print([name for name in {LATE!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
