"""Compiles every published definition below a folder, with the package's own code: `python -P -B definitions.py FOLDER`, with the
package on `PYTHONPATH`. `shared/adapters/definition_records.py` reads the records that this writes."""

from __future__ import annotations

from pathlib import Path
import sys

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.definition_records import record_path


def main(root: Path) -> None:
    """Write a record for each valid definition. A faulty one gets none; its faults are in the log when the app runs."""
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
