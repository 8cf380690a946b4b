"""Asks the phone's own engine, as it is built for Node, in a process of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
import json
from pathlib import Path
import shutil
import subprocess
from typing import Any

BUNDLE = Path(__file__).parents[2] / "static-web" / "dist-node" / "validator.mjs"


def ask_phone(script: Path, lines: Iterable[dict[str, Any]], names: Sequence[str]) -> list[dict[str, Any]]:
    """What `script`, which is given the bundle, answers to these lines of JSON; `names` say what was asked of where it fails."""
    node = shutil.which("node")
    assert node, "Node.js is missing"
    assert BUNDLE.exists(), f"{BUNDLE} is missing: run local/setup.sh node front"
    run = subprocess.run(
        [node, str(script), str(BUNDLE)],
        input="".join(f"{json.dumps(line)}\n" for line in lines),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, f"{names}: {run.stderr[-2000:]}"
    # Not splitlines: a text of an answer may hold what that takes for the end of a line.
    return [json.loads(line) for line in run.stdout.split("\n") if line]
