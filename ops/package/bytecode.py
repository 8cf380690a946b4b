"""Compiles every module below a folder, run by the Python that will import them: `python3.13 -I -S bytecode.py FOLDER`.

The app runs from a folder that it may not write: without bytecode beside them each new worker compiles all its modules again,
for seconds. Imported as they are, never held against their sources (PEP 552, unchecked hashes): the package is one whole.

Uses nothing but the standard library, since that interpreter has no packages.
"""

from __future__ import annotations

from pathlib import Path
from py_compile import PycInvalidationMode, compile
import sys


def main(folder: Path) -> None:
    """One after the other in the order of their names, so that the same sources give the same bytes."""
    for source in sorted(folder.rglob("*.py"), key=lambda file: file.as_posix()):
        name = source.relative_to(folder).as_posix()
        compile(str(source), dfile=name, doraise=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
