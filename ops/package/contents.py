"""Collects the package's contents: the app's own files, and the packages that it needs, built for Azure's platform."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
import re
import shutil
import subprocess
import sys

from ops.interpreter import DEPLOYED

HOME = Path(__file__).parents[2]
PLATFORM = "x86_64-manylinux_2_28"
PACKAGES = ".python_packages/lib/site-packages"
LOCK = HOME / "requirements.txt"

OWN_PATHS = ("function_app.py", "functions", "host.json", "requirements.txt", "shared")
"""The app's own files and folders. Tests, the local stack, tools, pages and infrastructure are not part of the package."""

NOT_RUN = ("shared/definitions/examples/", "shared/adapters/memory/")
"""Left out: the files of the definitions' examples and the in-memory adapters, which only tests, demos and previews use."""

_INSTALLER_FILES = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"})
"""Files about the installation itself; the app does not read them, and they differ from machine to machine."""


class PackageError(Exception):
    """The package cannot be made; the message says why and, where it can, what to do."""


def git(*words: str, home: Path = HOME) -> str | None:
    """What git answers about the files of `home`; None where there is no git, or nothing that it knows."""
    try:
        ran = subprocess.run(("git", *words), cwd=home, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return None
    return ran.stdout if ran.returncode == 0 else None


def own_files() -> list[str]:
    """The paths of the app's own files: those that git tracks, or all of them where there is no git."""
    tracked = git("ls-files", "-z", "--", *OWN_PATHS)
    names = _walked() if tracked is None else tracked.split("\0")
    return sorted(name for name in names if name and not name.startswith(NOT_RUN) and (HOME / name).is_file())


def changed() -> bool:
    """Whether the app's files differ from the commit's. What git does not track is not packed, and is no difference."""
    return bool(git("status", "--porcelain", "--untracked-files=no", "--", *OWN_PATHS))


def release() -> str:
    """The package's name for itself: twelve digits of the commit, and a `+` where the app's files differ from it.

    `no-commit` where there is no git."""
    commit = git("rev-parse", "--short=12", "HEAD")
    if commit is None:
        return "no-commit"
    return commit.strip() + ("+" if changed() else "")


def name_release(folder: Path) -> None:
    """Write into the collected app which release it is."""
    file = folder / "shared" / "domain" / "release.py"
    source = file.read_text("utf-8")
    new_source = re.sub(r"^RELEASE = .*$", f'RELEASE = "{release()}"', source, count=1, flags=re.M)
    if new_source == source:
        raise PackageError(f"{file.name} has no line `RELEASE = …` to write the release into")
    file.write_text(new_source, "utf-8")


def collect(folder: Path) -> None:
    """Copy and install the package's contents, except bytecode, into `folder`. Raises `PackageError`."""
    for name in own_files():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOME / name, place)
    packages = folder / PACKAGES
    _install(packages)
    # `bin` holds commands that name the interpreter of the machine they were installed on.
    shutil.rmtree(packages / "bin", ignore_errors=True)
    for file in [*packages.rglob("*")]:
        if file.is_file() and (_about_installing(file) or file.name == ".lock" or file.suffix == ".pyc"):
            file.unlink()


def _walked() -> Iterator[str]:
    for name in OWN_PATHS:
        place = HOME / name
        files = [place] if place.is_file() else place.rglob("*")
        yield from (str(file.relative_to(HOME)) for file in files if "__pycache__" not in file.parts)


def _install(folder: Path) -> None:
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or shutil.which("uv")
    if uv is None:
        raise PackageError("uv is missing: run `local/setup.sh python`, or install it")
    place = ("--target", str(folder), "--python-platform", PLATFORM, "--python-version", DEPLOYED)
    strict = ("--require-hashes", "--only-binary", ":all:", "--link-mode", "copy", "--no-config", "--quiet")
    command = (uv, "pip", "install", *place, *strict, "-r", str(LOCK))
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise PackageError(f"a package cannot be had for Python {DEPLOYED} on {PLATFORM}:\n{ran.stderr.strip()}")


def _about_installing(file: Path) -> bool:
    return file.name in _INSTALLER_FILES and file.parent.name.endswith(".dist-info")
