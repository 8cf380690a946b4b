"""Finds an interpreter of a certain Python version on this machine."""

from __future__ import annotations

from collections.abc import Iterator
import os
from pathlib import Path
import shutil
import subprocess
import sys

DEPLOYED = "3.13"
"""The version that the function app runs on (`pythonVersion` in `infra/bicep`). The package works with this version only."""

SETTING = "FELTSKEMA_PYTHON313"
"""The environment variable with the path of an interpreter, for one that is not found otherwise."""


def find_interpreter(version: str = DEPLOYED) -> Path | None:
    """The path of an interpreter of that version, such as `3.13`; None if there is none. Looks at `SETTING`, the running one,
    PATH, and those installed by pyenv or uv."""
    return next((path for path in _candidates(version) if _version(path) == version), None)


def _candidates(version: str) -> Iterator[Path]:
    if set_path := os.environ.get(SETTING):
        yield Path(set_path)
    yield Path(sys.executable)
    if on_path := shutil.which(f"python{version}"):
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob(f"versions/{version}*/bin/python3"), reverse=True)
    uv = Path(os.environ.get("UV_PYTHON_INSTALL_DIR") or Path.home() / ".local/share/uv/python")
    yield from sorted(uv.glob(f"cpython-{version}*/bin/python3"), reverse=True)


def _version(path: Path) -> str:
    """The version that an interpreter reports; empty for one that does not run, such as pyenv's shim of an inactive version."""
    code = "import sys; print(*sys.version_info[:2], sep='.')"
    try:
        answer = subprocess.run([path, "-I", "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.strip()
