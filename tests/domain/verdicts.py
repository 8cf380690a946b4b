"""The server's verdict on answers, for tests that hold the phone's verdict against it.

    python -m tests.domain.verdicts <folder of definitions> <app>

Prints the compiled definition on the first line. Then reads answers, one JSON object a line, and prints for each the
faults as `[[path, code, limit], …]`.
"""

from __future__ import annotations

import json
from pathlib import Path
import sys

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.evaluation import Surroundings

AROUND = Surroundings("2026-11-23", "2026-11-23T10:00:00Z", {"name": "Kim Konsulent", "initials": "KK"})
"""When answers count as given, and by whom: the phone is told the same."""


def main(folder: str, app: str) -> None:
    compiled = DefinitionFiles(Path(folder)).get(app)
    sys.stdout.write(compiled.content.decode("utf-8") + "\n")
    for line in sys.stdin:
        faults = compiled.validator.faults(json.loads(line), AROUND)
        sys.stdout.write(json.dumps([[fault.path, fault.code, fault.limit] for fault in faults]) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:3])
