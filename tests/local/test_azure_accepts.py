"""Would Azure take the app? Its own worker library (Python 3.13) says."""

from __future__ import annotations

import json
from pathlib import Path
import subprocess
import sys
from typing import Any

import pytest

from tests import python313
from tests.local.host.process import APPS
from tests.python313 import HOME

pytestmark = pytest.mark.starts

OURS = """import json, pathlib, sys; from local.host.functions import load
print(json.dumps({one.name: one.trigger.get("route") for one in load(pathlib.Path("."))}))"""


@pytest.fixture(scope="module")
def python() -> Path:
    interpreter_313 = python313.interpreter_313()
    if interpreter_313 is None:
        pytest.skip(python313.ABSENT)
    return python313.environment(interpreter_313, HOME / "requirements.txt", python313.WORKER)


def indexed(python: Path, folder: Path) -> dict[str, Any]:
    # In an empty folder, with no settings: an app that reads any at import would fail here.
    done = subprocess.run(
        [python, HOME / "tests" / "local" / "index_app.py", folder],
        env={"PATH": "/usr/bin:/bin"},
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    body: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return body


def test_the_worker_takes_the_app_and_sees_what_our_host_sees(python: Path) -> None:
    reported = indexed(python, HOME)
    assert reported["message"] == ""
    ours = subprocess.run([sys.executable, "-c", OURS], cwd=HOME, capture_output=True, text=True, check=True)
    triggers = {
        name: next(binding for binding in bindings if binding["type"].endswith("Trigger"))
        for name, bindings in reported["functions"].items()
    }
    assert {name: trigger.get("route") for name, trigger in triggers.items()} == json.loads(ours.stdout)
    assert {trigger["type"] for trigger in triggers.values()} == {"httpTrigger", "queueTrigger", "timerTrigger"}


def test_every_http_function_returns_through_its_return_binding(python: Path) -> None:
    for name, bindings in indexed(python, HOME)["functions"].items():
        if any(binding["type"] == "httpTrigger" for binding in bindings):
            assert any(binding["type"] == "http" and binding["direction"] == "OUT" for binding in bindings), name


def test_the_worker_refuses_an_app_that_fails_at_import(python: Path) -> None:
    reported = indexed(python, APPS / "broken")
    assert reported["status"] == "failure"
    assert "a setting is missing" in reported["message"]


def test_the_worker_refuses_a_parameter_without_a_binding(python: Path, tmp_path: Path) -> None:
    (tmp_path / "function_app.py").write_text(
        "import azure.functions as func\napp = func.FunctionApp()\n\n@app.route('x')\n"
        "def x(req: func.HttpRequest, extra: str) -> func.HttpResponse: ...\n"
    )
    reported = indexed(python, tmp_path)
    assert reported["status"] == "failure"
    assert "extra" in reported["message"]
