"""Nothing heavy is loaded, nothing is read and nothing is opened when the app is imported: a cold start pays for it, and an
import that fails takes every function down."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from local.run.parts import HOME

pytestmark = pytest.mark.starts

HEAVY = (
    *("azure.storage", "azure.data", "azure.identity", "azure.core", "msal", "requests", "aiohttp", "httpx"),
    *("typst", "jsonschema_rs", "jwt", "cryptography", "yaml", "shared.adapters", "PIL", "xlsxwriter"),
    # Models: pydantic and what is made with it take as long as the rest of the app together.
    *(
        "pydantic",
        "functions.contract",
        "functions.views",
        "functions.health_views",
        "shared.domain.definition.definition",
        "shared.domain.fields",
    ),
)

_SCRIPT = """
import builtins, json, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event in ("open", "socket.connect") else None)
import function_app
print(json.dumps({"modules": sorted(sys.modules), "opened": opened}))
"""


def imported() -> dict[str, list[str]]:
    # Without any setting of ours: the import needs none.
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-B", "-c", _SCRIPT], cwd=HOME, env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_the_import_is_light_needs_no_settings_and_reads_nothing() -> None:
    found = imported()
    heavy = [name for name in found["modules"] if any(name == one or name.startswith(f"{one}.") for one in HEAVY)]
    assert not heavy
    ours = (str(HOME / "shared"), str(HOME / "functions"), str(HOME / "host.json"))
    assert not [
        file
        for file in found["opened"]
        if file.startswith(ours) and not file.endswith(".py") and "__pycache__" not in file
    ]
