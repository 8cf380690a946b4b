"""The programs and data that the checks of the infrastructure need, and what happens when one is missing.

Each is looked for in a setting, then on PATH, then beside the project. Without it a check is skipped and says why; where
`CI=true` it fails, since a check that never runs there protects nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
import json
import os
from pathlib import Path
import shlex
import shutil
import subprocess
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BICEP_FOLDER = ROOT / "infra/bicep"
STAGES = ("dev", "test", "prod")
_BESIDE = ROOT.parent / "shared"


def _missing(what: str, setting: str) -> str:
    told = f"{what} not found: put it on PATH or name it in {setting}"
    if os.environ.get("CI") == "true":
        pytest.fail(told)
    pytest.skip(told)


def program(name: str, setting: str) -> str:
    """Path of a program; skips (or fails) the test when there is none."""
    named = os.environ.get(setting) or shutil.which(name) or str(_BESIDE / "tools" / name)
    return named if Path(named).is_file() else _missing(name, setting)


def data(name: str) -> Path:
    """A folder of published schemas."""
    folder = Path(os.environ.get("FELTSKEMA_DATA", str(_BESIDE / "data"))) / name
    return folder if folder.is_dir() else Path(_missing(f"{name} (published schemas)", "FELTSKEMA_DATA"))


def example_values() -> dict[str, str]:
    """`example.env`: what the parameter files read from the environment."""
    lines = (BICEP_FOLDER / "example.env").read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: "".join(shlex.split(value)) for name, _, value in pairs}


@dataclass(frozen=True)
class Bicep:
    """The real compiler, on one copy of `infra/bicep` (with `bicepconfig.json` in it or above it)."""

    folder: Path
    path: str

    def run(self, *arguments: str, more: dict[str, str] | None = None) -> tuple[int, str]:
        """Exit status, and everything it said but for a compiled template."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        done = subprocess.run(
            [self.path, *arguments],
            cwd=self.folder,
            env=kept | example_values() | (more or {}),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return done.returncode, (done.stderr if "--stdout" in arguments else done.stdout + done.stderr).strip()

    def snapshot(self, stage: str, mode: str, more: dict[str, str] | None = None) -> tuple[int, str]:
        """`mode` is `overwrite` or `validate`. Subscription and tenant are made up, and the same everywhere."""
        scope = ("--subscription-id", SUBSCRIPTION, "--tenant-id", TENANT, "--location", "swedencentral")
        return self.run("snapshot", f"{stage}.bicepparam", "--mode", mode, *scope, more=more)

    def predicted(self, stage: str) -> list[dict[str, Any]]:
        """The resources of the snapshot in this folder."""
        content: dict[str, Any] = json.loads((self.folder / f"{stage}.snapshot.json").read_text("utf-8"))
        resources: list[dict[str, Any]] = content["predictedResources"]
        return resources


SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
TENANT = "00000000-0000-0000-0000-000000000002"


def bicep(folder: Path = BICEP_FOLDER) -> Bicep:
    return Bicep(folder, program("bicep", "FELTSKEMA_BICEP"))


def copied(to: Path) -> Path:
    """A copy of `infra/bicep` under `to`, with the linter's rules."""
    shutil.copytree(BICEP_FOLDER, to / "bicep")
    shutil.copy(ROOT / "bicepconfig.json", to)
    return to / "bicep"
