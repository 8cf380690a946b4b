"""Runs a module or a file and writes down each source below a folder that Python compiles meanwhile: `watched.py FOLDER LIST
(-m MODULE | FILE) [ARGUMENTS]`. Python raises an event for each (PEP 578), so nothing has to be timed.

What a library parses of its own accord, as anyio does to find names that it loads later, is no import that lacks its bytecode.
"""

from __future__ import annotations

from pathlib import Path
import runpy
import sys
from types import FrameType

folder, noted = sys.argv[1], Path(sys.argv[2])


def is_import() -> bool:
    """Whether the import system is what compiles: it stands right below the hook."""
    frame: FrameType | None = sys._getframe(2)
    for _ in range(3):
        if frame is None:
            return False
        if frame.f_code.co_filename == "<frozen importlib._bootstrap_external>":
            return True
        frame = frame.f_back
    return False


def note_import(event: str, arguments: tuple[object, ...]) -> None:
    if event == "compile" and str(arguments[1]).startswith(folder) and is_import():
        with noted.open("a") as file:
            file.write(f"{arguments[1]}\n")


noted.touch()
sys.addaudithook(note_import)
if sys.argv[3] == "-m":
    sys.argv = sys.argv[4:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
else:
    sys.argv = sys.argv[3:]
    runpy.run_path(sys.argv[0], run_name="__main__")
