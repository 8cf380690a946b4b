"""Makes the zip. The same commit, in a clone with its whole history, and interpreter give the same bytes: names are
sorted, times and modes fixed."""

from __future__ import annotations

from dataclasses import dataclass
import os
from pathlib import Path
import subprocess
import sys
import tempfile
import zipfile

from ops.interpreter import DEPLOYED, SETTING, find_interpreter
from ops.package import bytecode
from ops.package.begin_days import write_begin_days
from ops.package.bill import bill
from ops.package.contents import HOME, PACKAGES, PackageError, collect, name_release

PAGES = HOME / "static-web" / "package-lock.json"
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
"""The compression level: 9 takes four times as long and saves half a percent."""


@dataclass(frozen=True, slots=True)
class Built:
    """The package that was made. `names`: the files in the zip; `interpreter`: the version that compiled them, such as
    `3.13.9`."""

    names: list[str]
    interpreter: str


def build(out: Path) -> Built:
    """Write the zip, and beside it its bill of materials (`bill_of`). Raises `PackageError`."""
    python = find_interpreter()
    if python is None:
        raise PackageError(
            f"no Python {DEPLOYED} here, which the modules must be compiled with, since the function app runs it: "
            f"install one (`uv python install {DEPLOYED}`), or name it by {SETTING}=/path/to/python{DEPLOYED}"
        )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        collect(folder)
        name_release(folder)
        write_begin_days(folder)
        _compile_definitions(folder)
        version = _compile(folder, python)
        out.parent.mkdir(parents=True, exist_ok=True)
        names = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
        _write(out, folder, names)
        bill_of(out).write_text(bill(folder / PACKAGES, PAGES, version, out.read_bytes()), "utf-8")
    return Built(names, version)


def bill_of(package: Path) -> Path:
    """The path of a package's bill of materials: `feltskema.cdx.json` beside `feltskema.zip`."""
    return package.with_suffix(".cdx.json")


def _compile_definitions(folder: Path) -> None:
    """Compile the definitions with the collected code itself, before its bytecode is made: a record is only used by the very code
    that wrote it."""
    script = Path(__file__).with_name("definitions.py")
    command = (sys.executable, "-P", "-B", script, folder / "shared" / "definitions")
    ran = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise PackageError(f"the definitions cannot be compiled:\n{ran.stderr.strip()}")


def _compile(folder: Path, python: Path) -> str:
    # `-S`: the module `site` would import others, and strings that are interned already change the bytecode's bytes.
    alone = (python, "-I", "-S")
    ran = subprocess.run(
        [*alone, "-W", "ignore", bytecode.__file__, folder], capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise PackageError(f"a module cannot be compiled by {python}:\n{ran.stderr.strip()}")
    code = "import platform; print(platform.python_version())"
    return subprocess.run([*alone, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def _write(out: Path, folder: Path, names: list[str]) -> None:
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for name in names:
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            package.writestr(entry, (folder / name).read_bytes(), zipfile.ZIP_DEFLATED, _LEVEL)
