"""Compiles every published definition below a folder, by the code that lies there: `python -P -B definitions.py FOLDER`, the
folder on `PYTHONPATH`. What is written is read by `shared/adapters/definition_records.py`."""

from __future__ import annotations

from pathlib import Path
import sys

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.definition_records import record_path


def main(root: Path) -> None:
    """A record for each definition that can be used. One that cannot has none, and stays what the log tells of it."""
    folder, files = DefinitionFolder(root), DefinitionFiles(root)
    every = [(app, version) for app in folder.apps() for version in folder.published(app)]
    for app, version in every:
        record = files.record(app, version)
        if record is not None:
            path = record_path(root, app, version)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(record)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
