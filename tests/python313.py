"""A Python of the version that Azure runs, where this machine has one.

`python -m tests.python313 [pytest's arguments]` runs the tests that need no stack on it, and on the event loop of Azure's worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
import os
from pathlib import Path
import shutil
import subprocess
import sys

HOME = Path(__file__).parents[1]
SETTING = "FELTSKEMA_PYTHON313"
ABSENT = f"no Python 3.13 here, so what Azure's own worker says of the app is not checked: install one, or name it by {SETTING}"
RUNTIME = "azure-functions-runtime==1.3.0"
"""The worker library of Azure's Python 3.13 and later; no part of the app, so in no requirements file."""

FOLDERS = ("domain", "services", "functions", "adapters", "contracts", "attachments", "texts")
"""Of `tests`: what needs no stack."""


def found() -> str | None:
    """Its path: named by the setting, on PATH, or kept by pyenv."""
    return next((one for one in _candidates() if _is_new_enough(one)), None)


def _candidates() -> Iterator[str]:
    if named := os.environ.get(SETTING):
        yield named
    for name in ("python3.13", "python3.14"):
        if path := shutil.which(name):
            yield path
    root = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for version in ("3.13*", "3.14*"):
        yield from (str(one) for one in sorted(root.glob(f"versions/{version}/bin/python3"), reverse=True))


def _is_new_enough(python: str) -> bool:
    # pyenv's shims are on PATH also for versions that they then refuse to run.
    try:
        asked = "import sys; print(sys.version_info >= (3, 13))"
        told = subprocess.run([python, "-c", asked], capture_output=True, check=False)
    except OSError:
        return False
    return told.stdout.strip() == b"True"


def environment(python: str, requirements: Path, extra: tuple[str, ...] = ()) -> Path:
    """The Python of a virtual environment that holds exactly these; made once for each content of the file."""
    mark = sha256(
        b"\0".join((requirements.read_bytes(), python.encode(), *(one.encode() for one in extra)))
    ).hexdigest()
    folder = HOME / ".local" / "py313" / f"{requirements.stem}-{mark[:12]}"
    made = folder / "bin" / "python"
    if not (folder / "ready").exists():
        uv = Path(sys.executable).with_name("uv")
        _run(uv, "venv", "--quiet", "--clear", "--python", python, folder)
        _run(uv, "pip", "install", "--quiet", "--python", made, "--require-hashes", "-r", requirements)
        if extra:
            _run(uv, "pip", "install", "--quiet", "--python", made, "--constraint", requirements, *extra)
        (folder / "ready").touch()
    return made


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True, cwd=HOME)


def main() -> int:
    python = found()
    if python is None:
        print(f"Skipped: {ABSENT}.", flush=True)  # noqa: T201
        return 0
    made = environment(python, HOME / "requirements-dev.txt")
    folders = [f"tests/{one}" for one in FOLDERS if (HOME / "tests" / one).is_dir()]
    version = subprocess.run([made, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"On {version}: {' '.join(folders)}", flush=True)  # noqa: T201
    return subprocess.run([made, "-m", "pytest", *folders, *sys.argv[1:]], cwd=HOME, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
