"""Measures a new worker (cold start) on the deployment package: its first PUT against one with bytecode that this machine's
Python has written, its first form against its first answer of `health/live`.

Needs the Python version that is deployed. The worker writes no bytecode, since the app's folder is read-only in Azure.

As a command it measures only the first form, which needs no stack.
"""

from __future__ import annotations

from collections.abc import Mapping
import json
import os
from pathlib import Path
import shutil
import subprocess
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
import zipfile

from bench.command import arguments
from bench.figures import Figure, median, table
from local.run.parts import HOME
from ops import interpreter
from ops.package.archive import build
from ops.package.contents import PACKAGES
from tests.functions.edge import SETTINGS, URL
from tests.fuzz.hooks import COOKIE, session
from tests.fuzz.run import let_in
from tests.stack.consultant import APP, VERSION_OF_VISIT, VISIT, new_id
from tests.stack.running import Running

TIMES = 7
Call = dict[str, Any]


def figures(product: Running) -> list[Figure]:
    python = interpreter.find_interpreter()
    if python is None:
        print(f"no Python {interpreter.DEPLOYED} here, so no figures of a new worker")
        return []
    with TemporaryDirectory() as place:
        shipped, warm, bare = (Path(place) / name for name in ("shipped", "warm", "bare"))
        _unpacked(shipped)
        shutil.copytree(shipped, bare, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(bare, warm)
        values = product.stack.values
        let_in(product.stack)
        cookie = session(product.stack.url, product.stack.keys.read("session-key.pem"))
        # Once where Python may write bytecode, which it leaves in the folder.
        _put(python, warm, {**values, "PYTHONDONTWRITEBYTECODE": ""}, product.stack.url, cookie)
        folders = (shipped, warm, bare)
        times = [[_put(python, folder, values, product.stack.url, cookie) for folder in folders] for _ in range(TIMES)]
        form = _first_form(python, shipped, values, product.stack.url, cookie)
    index, put = ([median([turn[folder][part] for turn in times]) for folder in range(3)] for part in range(2))
    against = "the same with bytecode made on the spot"
    return [
        Figure("a new worker: import and index the package", index[0], index[1], against),
        Figure("a new worker: its first PUT answered", put[0], put[1], against),
        Figure("a new worker: its first PUT answered, without bytecode", put[2], put[1], against),
        form,
    ]


def _first_form(python: Path, folder: Path, settings: Mapping[str, str], url: str, cookie: str) -> Figure:
    """From the start of the process to the first answer of `GET /api/definitions/{app}`, against that of `health/live`."""
    form = _call("get_definition", url, f"definitions/{APP}", {"app": APP}, cookie=cookie)
    live = _call("get_live", url, "health/live", {})
    times = [[_started(python, folder, settings, call) for call in (form, live)] for _ in range(2 * TIMES)]
    ours, floor = (median([turn[call] for turn in times]) for call in range(2))
    return Figure("a new worker: its first form answered", ours, floor, "its first `health/live` answered")


def _call(function: str, url: str, path: str, route: Mapping[str, str], cookie: str = "", **more: Any) -> Call:
    headers = {"cookie": f"{COOKIE}={cookie}", "origin": url, "x-feltskema": "1"}
    plain = {
        "function": function,
        "method": "GET",
        "url": f"{url}/api/{path}",
        "headers": headers,
        "route": dict(route),
    }
    return {**plain, "body": "", "status": 200, **more}


def _put(python: Path, folder: Path, settings: Mapping[str, str], url: str, cookie: str) -> tuple[float, float]:
    """Milliseconds until the app is indexed, and until its first PUT is answered, in a new process."""
    id, body = new_id(), json.dumps({"version": VERSION_OF_VISIT, "answers": VISIT})
    route = {"app": APP, "id": id}
    path = f"registrations/{APP}/{id}"
    call = _call("put_registration", url, path, route, cookie=cookie, method="PUT", body=body, status=201)
    return _woken(python, folder, settings, call)


def _started(python: Path, folder: Path, settings: Mapping[str, str], call: Call) -> float:
    """Milliseconds from the start of a process to its end, right after the call is answered."""
    began = perf_counter()
    _woken(python, folder, settings, call)
    return 1000 * (perf_counter() - began)


def _woken(python: Path, folder: Path, settings: Mapping[str, str], call: Call) -> tuple[float, float]:
    more = {"PYTHONPATH": os.pathsep.join((str(folder / PACKAGES), str(folder))), "PATH": os.environ["PATH"]}
    env = {"PYTHONDONTWRITEBYTECODE": "1", **settings, "WAKING": json.dumps(call), **more}
    command: list[str | Path] = [python, "-S", HOME / "bench" / "woken.py"]
    ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=True)
    indexed, answered = json.loads(ran.stdout.splitlines()[-1])
    return indexed, answered


def _unpacked(folder: Path) -> None:
    package = folder.with_suffix(".zip")
    build(package)
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)


def main() -> None:
    arguments(__doc__)
    python = interpreter.find_interpreter()
    assert python, f"no Python {interpreter.DEPLOYED} here"
    with TemporaryDirectory() as place:
        shipped = Path(place) / "shipped"
        _unpacked(shipped)
        print(table([_first_form(python, shipped, SETTINGS, URL, session(URL, SETTINGS["SESSION_KEY"]))]))


if __name__ == "__main__":
    main()
