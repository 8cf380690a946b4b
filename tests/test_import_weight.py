"""Importing the app loads no heavy package, reads no file and opens no connection: a cold start would be slower, and an import
that fails leaves the app without any function."""

from __future__ import annotations

import json
import os
from pathlib import Path
import shutil
import subprocess
import sys

import pytest

from local.run.parts import HOME
from ops.package import definitions as packaging
from shared.wiring import DEFINITIONS
from tests.functions.edge import SETTINGS, URL
from tests.fuzz.hooks import COOKIE, session

pytestmark = pytest.mark.starts

HEAVY = (
    *("azure.storage", "azure.data", "azure.identity", "azure.core", "msal", "requests", "aiohttp", "httpx"),
    *("typst", "jsonschema_rs", "jwt", "cryptography", "yaml", "shared.adapters", "PIL", "xlsxwriter"),
    *("opentelemetry", "azure.monitor", "prometheus_client", "functions.trace_export"),
    # Pydantic and the models made with it take as long to import as the rest of the app.
    *(
        "pydantic",
        "functions.contract",
        "functions.views",
        "shared.domain.evaluation",
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
    # Without the app's settings, which the import must not need.
    bare = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    result = subprocess.run(
        [sys.executable, "-B", "-c", _SCRIPT], cwd=HOME, env=bare, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    body: dict[str, list[str]] = json.loads(result.stdout)
    return body


def test_the_import_is_light_needs_no_settings_and_reads_nothing() -> None:
    result = imported()
    heavy = [name for name in result["modules"] if any(name == item or name.startswith(f"{item}.") for item in HEAVY)]
    assert not heavy
    ours = (str(HOME / "shared"), str(HOME / "functions"), str(HOME / "host.json"))
    assert not [
        file
        for file in result["opened"]
        if file.startswith(ours) and not file.endswith(".py") and "__pycache__" not in file
    ]


_FIRST_FORM = """
import asyncio, json, os, sys
import azure.functions as func
from functions.definitions import get_definition
asked = func.HttpRequest(
    method="GET", url="https://app.example/api/definitions/kandidat", route_params={"app": "kandidat"},
    headers={"cookie": os.environ["ASKED_WITH"]}, body=b"",
)
answer = asyncio.run(get_definition.build().get_user_function()(asked))
assert answer.status_code == 200, answer.get_body()
print(json.dumps(sorted(sys.modules)))
"""

NOT_FOR_A_FORM = (
    *("azure.core", "azure.data", "azure.storage", "azure.identity", "requests", "aiohttp", "httpx", "typst", "PIL"),
    *("opentelemetry", "azure.monitor", "prometheus_client", "psutil", "msrest"),
    *("yaml", "jsonschema_rs", "functions.views", "shared.domain.fields", "shared.domain.authoring"),
    *("shared.domain.definition.definition", "shared.adapters.definition_files", "shared.adapters.storage"),
)


def test_a_person_who_opens_a_form_waits_for_no_storage_library_and_no_definition_language(tmp_path: Path) -> None:
    """In a new process with packaged definitions and a valid session token."""
    shutil.copytree(DEFINITIONS / "published" / "kandidat", tmp_path / "published" / "kandidat")
    packaging.main(tmp_path)
    cookie = f"{COOKIE}={session(URL, SETTINGS['SESSION_KEY'])}"
    environment = {**os.environ, **SETTINGS, "DEFINITIONS": str(tmp_path), "ASKED_WITH": cookie}
    command = [sys.executable, "-B", "-c", _FIRST_FORM]
    result = subprocess.run(command, cwd=HOME, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    loaded = json.loads(result.stdout.splitlines()[-1])
    assert [
        name for name in loaded if any(name == item or name.startswith(f"{item}.") for item in NOT_FOR_A_FORM)
    ] == []
