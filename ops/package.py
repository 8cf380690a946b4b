"""`python -m ops.package`: the deployment package for Azure Functions on Flex Consumption.

A zip of the app and, prebuilt for Linux x86_64, of every package that it needs: nothing is built or fetched in the cloud. The
same commit gives the same bytes: names are sorted, times and modes fixed, and what an installer writes about itself left out.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
import shutil
import subprocess
import sys
import tempfile
import zipfile

HOME = Path(__file__).parents[1]
OUT = HOME / "dist" / "feltskema.zip"
PYTHON = "3.13"
PLATFORM = "x86_64-manylinux_2_28"
PACKAGES = ".python_packages/lib/site-packages"

OWN = ("function_app.py", "functions", "host.json", "requirements.txt", "shared")
"""All that the app is. Tests, the stack for one machine, tools, pages and infrastructure are not part of it."""

NOT_RUN = ("shared/definitions/examples/",)
"""The files of the definitions' examples: tests and demos send them, the app never reads them."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_OF_THE_INSTALLER = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"})
"""Written about the machine that installed; nothing reads them when the app runs."""


class PackageError(Exception):
    """The package cannot be made; the message names the remedy."""


def build(out: Path, python: str = PYTHON) -> list[str]:
    """Write the zip for that version of Python; the names in it. Raises `PackageError`."""
    with tempfile.TemporaryDirectory() as folder:
        _install(Path(folder), python)
        files = {**{name: HOME / name for name in own_files()}, **dict(_installed(Path(folder)))}
        out.parent.mkdir(parents=True, exist_ok=True)
        _write(out, files)
    return sorted(files)


def own_files() -> list[str]:
    """The app's own files: those that git knows, or all of them where there is no git."""
    known = subprocess.run(["git", "ls-files", "-z", "--", *OWN], cwd=HOME, capture_output=True, text=True, check=False)
    names = known.stdout.split("\0") if known.returncode == 0 else _walked()
    return sorted(name for name in names if name and not name.startswith(NOT_RUN) and (HOME / name).is_file())


def _walked() -> Iterator[str]:
    for name in OWN:
        place = HOME / name
        found = [place] if place.is_file() else place.rglob("*")
        yield from (str(file.relative_to(HOME)) for file in found if "__pycache__" not in file.parts)


def _install(folder: Path, python: str) -> None:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise PackageError("uv is missing: run `local/setup.sh python`, or install it")
    place = ("--target", str(folder), "--python-platform", PLATFORM, "--python-version", python)
    strict = ("--require-hashes", "--only-binary", ":all:", "--link-mode", "copy", "--no-config", "--quiet")
    command = (uv, "pip", "install", *place, *strict, "-r", str(HOME / "requirements.txt"))
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise PackageError(f"a package cannot be had for Python {python} on {PLATFORM}:\n{ran.stderr.strip()}")


def _installed(folder: Path) -> Iterator[tuple[str, Path]]:
    for file in folder.rglob("*"):
        name = file.relative_to(folder)
        # `bin` holds commands that name the interpreter of the machine they were installed on.
        skipped = name.parts[0] == "bin" or "__pycache__" in name.parts or name.name == ".lock"
        if file.is_file() and not skipped and not _about_installing(name):
            yield f"{PACKAGES}/{name.as_posix()}", file


def _about_installing(name: Path) -> bool:
    return name.name in _OF_THE_INSTALLER and name.parent.name.endswith(".dist-info")


def _write(out: Path, files: dict[str, Path]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            package.writestr(entry, files[name].read_bytes(), zipfile.ZIP_DEFLATED, 9)


def changed() -> bool:
    """Whether the app's files differ from the commit's."""
    status = subprocess.run(
        ["git", "status", "--porcelain", "--", *OWN], cwd=HOME, capture_output=True, text=True, check=False
    )
    return bool(status.stdout.strip())


def main() -> int:
    parser = argparse.ArgumentParser(prog="make package", description="The deployment package for Flex Consumption.")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--python", default=PYTHON, help=f"the version that the function app runs ({PYTHON})")
    given = parser.parse_args()
    try:
        names = build(given.out, given.python)
    except PackageError as error:
        print(error, file=sys.stderr)
        return 1
    if changed():
        print("Some files differ from the commit: this package is of the working copy.", file=sys.stderr)
    content = given.out.read_bytes()
    print(f"{given.out}: {len(names)} files, {len(content) / 1e6:.1f} MB, SHA-256 {sha256(content).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
