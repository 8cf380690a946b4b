"""Finds an interpreter of one version of Python on this machine, beside the one that runs the tools."""

from __future__ import annotations

from collections.abc import Iterator
import os
from pathlib import Path
import shutil
import subprocess
import sys

DEPLOYED = "3.13"
"""The version that the function app runs (`pythonVersion` in `infra/bicep`). The package is for it alone."""

SETTING = "FELTSKEMA_PYTHON313"
"""Names the path of an interpreter of `DEPLOYED` that is found nowhere else."""


def find_interpreter(version: str = DEPLOYED) -> Path | None:
    """An interpreter of exactly that version, such as `3.13`: named by the setting, running, on PATH, or kept by pyenv or uv."""
    return next((path for path in _candidates(version) if _version(path) == version), None)


def _candidates(version: str) -> Iterator[Path]:
    if named := os.environ.get(SETTING):
        yield Path(named)
    yield Path(sys.executable)
    if on_path := shutil.which(f"python{version}"):
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{version}*/bin/python3"), reverse=True)
    kept = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path.home() / ".local/share/uv/python")
    yield from sorted(kept.glob(f"cpython-{version}*/bin/python3"), reverse=True)


def _version(path: Path) -> str:
    """What it says of itself; nothing for what does not run, such as pyenv's shim of a version that is not chosen."""
    asked = "import sys; print(*sys.version_info[:2], sep='.')"
    try:
        answer = subprocess.run([path, "-I", "-c", asked], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.strip()
