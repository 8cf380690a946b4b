"""Finds the programs and data that the infrastructure tests need.

Each is looked for in an environment variable, then on PATH, then beside the project. Without it a test is skipped with the
reason, or fails where `CI=true`, so that no test is silently skipped there.
"""

from __future__ import annotations

import os
from pathlib import Path
import shutil

import pytest

from infra.compiler import BICEP_FOLDER, ROOT, Bicep, find_tool
from local.gateway.deployed import RUNNER
from tests.infra.remembered import RememberingBicep


def _missing(missing: str, setting: str) -> str:
    reported = f"{missing} not found: put it on PATH or name it in {setting}"
    if os.environ.get("CI") == "true":
        pytest.fail(reported)
    pytest.skip(reported)


def program(name: str, setting: str) -> str:
    """The path of a program; skips or fails the test when there is none."""
    return find_tool(name, setting) or _missing(name, setting)


def data(name: str) -> Path:
    """The folder of published schemas of that name; skips or fails the test when there is none."""
    folder = Path(os.environ.get("FELTSKEMA_DATA", str(ROOT.parent / "shared/data"))) / name
    return folder if folder.is_dir() else Path(_missing(f"{name} (published schemas)", "FELTSKEMA_DATA"))


def bicep(folder: Path = BICEP_FOLDER) -> Bicep:
    return RememberingBicep(folder, program("bicep", "FELTSKEMA_BICEP"))


def gateway_runner() -> str:
    return program(*RUNNER)


def copied(to: Path) -> Path:
    """A copy of `infra/bicep` under `to`, with the linter's rules."""
    shutil.copytree(BICEP_FOLDER, to / "bicep")
    shutil.copy(ROOT / "bicepconfig.json", to)
    return to / "bicep"
