"""The programs and data that the checks of the infrastructure need, and what happens when one is missing.

Each is looked for in a setting, then on PATH, then beside the project. Without it a check is skipped and says why; where
`CI=true` it fails, since a check that never runs there protects nobody.
"""

from __future__ import annotations

import os
from pathlib import Path
import shutil

import pytest

from infra.compiler import BICEP_FOLDER, ROOT, Bicep, find_tool
from local.gateway.deployed import RUNNER
from tests.infra.remembered import RememberingBicep


def _missing(what: str, setting: str) -> str:
    reported = f"{what} not found: put it on PATH or name it in {setting}"
    if os.environ.get("CI") == "true":
        pytest.fail(reported)
    pytest.skip(reported)


def program(name: str, setting: str) -> str:
    """Path of a program; skips (or fails) the test when there is none."""
    return find_tool(name, setting) or _missing(name, setting)


def data(name: str) -> Path:
    """A folder of published schemas."""
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
