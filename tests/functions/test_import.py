"""What every cold start pays for: the import of `function_app`."""

from __future__ import annotations

import subprocess
import sys

from local.run.parts import HOME

LATE = (
    "aiohttp",
    "azure.core",
    "azure.data",
    "azure.identity",
    "azure.storage",
    "cryptography",
    "functions.contract",
    "functions.views",
    "httpx",
    "jsonschema_rs",
    "jwt",
    "msal",
    "pydantic",
    "requests",
    "shared.adapters",
    "shared.domain.definitions",
    "shared.domain.fields",
    "shared.settings",
    "typst",
    "yaml",
)


def test_what_one_function_alone_needs_is_not_imported_for_all() -> None:
    """Each of these takes 5 to 600 ms; `python -m bench.import_time` measures the whole."""
    told = subprocess.run(
        [sys.executable, "-c", "import function_app, sys; print(*sys.modules)"],
        cwd=HOME,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = told.stdout.split()
    assert "azure.functions" in modules
    assert not [name for name in modules if name.startswith(LATE)]
