"""Compiles every module below a folder, with the Python that will import them: `python3.13 -I -S bytecode.py FOLDER`.

The app's folder is read-only in Azure: without bytecode in it each new worker would compile all modules again, which takes
seconds. The bytecode is not checked against the sources at import (PEP 552, unchecked hashes), since both come in one package.

Uses only the standard library, since that interpreter has no packages installed.
"""

from __future__ import annotations

from pathlib import Path
from py_compile import PycInvalidationMode, compile
import sys


def main(folder: Path) -> None:
    """Compile the modules one by one in the order of their names, so that the same sources give the same bytes."""
    for source in sorted(folder.rglob("*.py"), key=lambda file: file.as_posix()):
        name = source.relative_to(folder).as_posix()
        compile(str(source), dfile=name, doraise=True, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
