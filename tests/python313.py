"""Runs the tests that need no stack on the Python version that Azure runs, where this machine has one.

`python -m tests.python313 [pytest's arguments]` does so, on the event loop of Azure's worker.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
import subprocess
import sys

from ops import interpreter

HOME = Path(__file__).parents[1]
SETTING = interpreter.SETTING
ABSENT = f"no Python 3.13 here, so what Azure's own worker says of the app is not checked: install one, or name it by {SETTING}"
WORKER = HOME / "tests" / "local" / "worker.txt"
"""The lock file of Azure's worker library for Python 3.13 and later, which is not part of the app."""

LIBRARY = "azure_functions_runtime"

FOLDERS = ("domain", "services", "functions", "adapters", "contracts", "attachments", "texts")
"""The folders in `tests` whose tests need no stack."""


def interpreter_313() -> str | None:
    """The path of an interpreter of the deployed version, otherwise of 3.14; None if there is neither."""
    path = interpreter.find_interpreter() or interpreter.find_interpreter("3.14")
    return str(path) if path else None


def environment(python: str, *locks: Path) -> Path:
    """The Python of a virtual environment with exactly the packages of the lock files. It is made once for each content of
    these."""
    mark = sha256(b"\0".join((python.encode(), *(lock.read_bytes() for lock in locks)))).hexdigest()
    folder = HOME / ".local" / "py313" / f"{locks[0].stem}-{mark[:12]}"
    interpreter_path = folder / "bin" / "python"
    if not (folder / "ready").exists():
        uv = Path(sys.executable).with_name("uv")
        _run(uv, "venv", "--quiet", "--clear", "--python", python, folder)
        files = [part for lock in locks for part in ("-r", lock)]
        _run(uv, "pip", "install", "--quiet", "--python", interpreter_path, "--require-hashes", *files)
        (folder / "ready").touch()
    return interpreter_path


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=HOME)


def main() -> int:
    python = interpreter_313()
    if python is None:
        print(f"Skipped: {ABSENT}.", flush=True)  # noqa: T201
        return 0
    interpreter_path = environment(python, HOME / "requirements-dev.txt")
    folders = [f"tests/{item}" for item in FOLDERS if (HOME / "tests" / item).is_dir()]
    version = subprocess.run([interpreter_path, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"On {version}: {' '.join(folders)}", flush=True)  # noqa: T201
    return subprocess.run(
        [interpreter_path, "-m", "pytest", "--lane", "test", *folders, *sys.argv[1:]], cwd=HOME, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
