"""A Python of the version that Azure runs, where this machine has one.

`python -m tests.python313 [pytest's arguments]` runs the tests that need no stack on it, and on the event loop of Azure's worker.
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
"""The lock of the worker library of Azure's Python 3.13 and later, which is no part of the app."""

LIBRARY = "azure_functions_runtime"

FOLDERS = ("domain", "services", "functions", "adapters", "contracts", "attachments", "texts")
"""Of `tests`: what needs no stack."""


def interpreter_313() -> str | None:
    """Its path: of the version that is deployed, or else of the next."""
    path = interpreter.find_interpreter() or interpreter.find_interpreter("3.14")
    return str(path) if path else None


def environment(python: str, *locks: Path) -> Path:
    """The Python of a virtual environment that holds exactly what they lock; made once for each content of the files."""
    mark = sha256(b"\0".join((python.encode(), *(lock.read_bytes() for lock in locks)))).hexdigest()
    folder = HOME / ".local" / "py313" / f"{locks[0].stem}-{mark[:12]}"
    made = folder / "bin" / "python"
    if not (folder / "ready").exists():
        uv = Path(sys.executable).with_name("uv")
        _run(uv, "venv", "--quiet", "--clear", "--python", python, folder)
        files = [part for lock in locks for part in ("-r", lock)]
        _run(uv, "pip", "install", "--quiet", "--python", made, "--require-hashes", *files)
        (folder / "ready").touch()
    return made


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=HOME)


def main() -> int:
    python = interpreter_313()
    if python is None:
        print(f"Skipped: {ABSENT}.", flush=True)  # noqa: T201
        return 0
    made = environment(python, HOME / "requirements-dev.txt")
    folders = [f"tests/{item}" for item in FOLDERS if (HOME / "tests" / item).is_dir()]
    version = subprocess.run([made, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"On {version}: {' '.join(folders)}", flush=True)  # noqa: T201
    return subprocess.run(
        [made, "-m", "pytest", "--lane", "test", *folders, *sys.argv[1:]], cwd=HOME, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
