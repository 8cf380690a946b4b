"""Runs the Bicep compiler offline, on the files of `infra/bicep` with the values of `example.env`."""

from __future__ import annotations

from dataclasses import dataclass
import json
import os
from pathlib import Path
import shlex
import shutil
import subprocess
import tempfile
from typing import Any

ROOT = Path(__file__).parents[1]
BICEP_FOLDER = ROOT / "infra/bicep"
STAGES = ("dev", "test", "prod")
SUBSCRIPTION = "00000000-0000-0000-0000-000000000001"
TENANT = "00000000-0000-0000-0000-000000000002"
_BESIDE = ROOT.parent / "shared"


def find_tool(name: str, setting: str) -> str | None:
    """The path of a program: from the environment variable `setting`, on PATH, or beside the project; None if there is none."""
    path = os.environ.get(setting) or shutil.which(name) or str(_BESIDE / "tools" / name)
    return path if Path(path).is_file() else None


def example_values() -> dict[str, str]:
    """The values of `example.env`, which the parameter files read from the environment."""
    lines = (BICEP_FOLDER / "example.env").read_text("utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: "".join(shlex.split(value)) for name, _, value in pairs}


@dataclass(frozen=True)
class Bicep:
    """The compiler `path`, run in `folder`: a copy of `infra/bicep` with `bicepconfig.json` in it or above it."""

    folder: Path
    path: str

    def run(self, *arguments: str, more: dict[str, str] | None = None) -> tuple[int, str]:
        """Run the compiler; gives its exit status and what it printed, except a compiled template. `more`: environment variables
        beside those of `example.env`."""
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
        result = subprocess.run(  # noqa: S603 - the compiler, with our own arguments
            [self.path, *arguments],
            cwd=self.folder,
            env=inherited | example_values() | (more or {}),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return result.returncode, (result.stderr if "--stdout" in arguments else result.stdout + result.stderr).strip()

    def snapshot(self, stage: str, mode: str, more: dict[str, str] | None = None) -> tuple[int, str]:
        """Write a stage's snapshot or compare with it: `mode` is `overwrite` or `validate`. Subscription and tenant are invented,
        the same each time."""
        scope = ("--subscription-id", SUBSCRIPTION, "--tenant-id", TENANT, "--location", "swedencentral")
        return self.run("snapshot", f"{stage}.bicepparam", "--mode", mode, *scope, more=more)

    def built(self) -> tuple[int, str, dict[str, Any]]:
        """Compile `main.bicep`; gives the exit status, what was printed, and the template (empty if there is none)."""
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            status, output = self.run("build", "main.bicep", "--outfile", file.name)
            content = Path(file.name).read_text("utf-8")
        template: dict[str, Any] = json.loads(content) if content else {}
        return status, output, template

    def predicted(self, stage: str) -> list[dict[str, Any]]:
        """The resources of a stage's snapshot in this folder."""
        content: dict[str, Any] = json.loads((self.folder / f"{stage}.snapshot.json").read_text("utf-8"))
        resources: list[dict[str, Any]] = content["predictedResources"]
        return resources
