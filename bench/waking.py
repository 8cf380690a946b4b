"""A new worker that gets a registration at once: the package as it is shipped, against the same with bytecode made on the spot.

Needs the Python that is deployed. The app's folder is one that nobody may write, as in Azure.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
import shutil
import subprocess
from tempfile import TemporaryDirectory
import zipfile

from bench.figures import Figure, median
from local.run.parts import HOME
from ops import interpreter
from ops.package.archive import build
from ops.package.contents import PACKAGES
from tests.fuzz.hooks import session
from tests.stack.consultant import APP, VISIT, new_id
from tests.stack.running import Running

TIMES = 7


def figures(product: Running) -> list[Figure]:
    python = interpreter.found()
    if python is None:
        print(f"no Python {interpreter.DEPLOYED} here, so no figures of a new worker")
        return []
    with TemporaryDirectory() as place:
        shipped, warm, bare = (Path(place) / name for name in ("shipped", "warm", "bare"))
        build(Path(place) / "package.zip")
        with zipfile.ZipFile(Path(place) / "package.zip") as opened:
            opened.extractall(shipped)
        shutil.copytree(shipped, bare, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(bare, warm)
        settings = _settings(product)
        # Once where Python may write: it leaves the bytecode that it has made.
        _woken(python, warm, settings | {"PYTHONDONTWRITEBYTECODE": ""})
        folders = (shipped, warm, bare)
        times = [[_woken(python, folder, settings) for folder in folders] for _ in range(TIMES)]
    index, put = ([median([turn[one][part] for turn in times]) for one in range(3)] for part in range(2))
    against = "the same with bytecode made on the spot"
    return [
        Figure("a new worker: import and index the package", index[0], index[1], against),
        Figure("a new worker: its first PUT answered", put[0], put[1], against),
        Figure("a new worker: its first PUT answered, without bytecode", put[2], put[1], against),
    ]


def _settings(product: Running) -> dict[str, str]:
    cookie = session(product.stack.url, product.stack.keys.read("session-key.pem"))
    asked = {"cookie": cookie, "origin": product.stack.url, "body": {"version": 1, "answers": VISIT}, "app": APP}
    return {
        **product.stack.values,
        "PATH": os.environ["PATH"],
        "WAKING": json.dumps(asked),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _woken(python: Path, folder: Path, settings: dict[str, str]) -> tuple[float, float]:
    """Milliseconds until the app was indexed, and until its first PUT was answered, in a process of its own."""
    more = {"PYTHONPATH": os.pathsep.join((str(folder / PACKAGES), str(folder)))}
    command: list[str | Path] = [python, "-S", HOME / "bench" / "woken.py", APP, new_id()]
    ran = subprocess.run(command, cwd=folder, env={**settings, **more}, capture_output=True, text=True, check=True)
    indexed, answered = json.loads(ran.stdout.splitlines()[-1])
    return indexed, answered
