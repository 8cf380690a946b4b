"""Runs a module or a file and writes down each source below a folder that Python compiles meanwhile: `watched.py FOLDER LIST
(-m MODULE | FILE) [ARGUMENTS]`. Python raises an event for each (PEP 578), so nothing has to be timed."""

from __future__ import annotations

from pathlib import Path
import runpy
import sys

folder, noted = sys.argv[1], Path(sys.argv[2])


def heard(event: str, arguments: tuple[object, ...]) -> None:
    if event == "compile" and str(arguments[1]).startswith(folder):
        with noted.open("a") as file:
            file.write(f"{arguments[1]}\n")


noted.touch()
sys.addaudithook(heard)
if sys.argv[3] == "-m":
    sys.argv = sys.argv[4:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    sys.argv = sys.argv[3:]
    runpy.run_path(sys.argv[0], run_name="__main__")
