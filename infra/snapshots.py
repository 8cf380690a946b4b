"""Writes the committed snapshots of all stages again: `python -m infra.snapshots`. Read the difference before you commit it."""

from __future__ import annotations

import json
import sys

from infra.compiler import BICEP_FOLDER, STAGES, Bicep, find_tool


def main() -> int:
    path = find_tool("bicep", "FELTSKEMA_BICEP")
    if path is None:
        sys.stderr.write("bicep not found: put it on PATH or name it in FELTSKEMA_BICEP\n")
        return 1
    compiler = Bicep(BICEP_FOLDER, path)
    for stage in STAGES:
        status, output = compiler.snapshot(stage, "overwrite")
        if status or output:
            sys.stderr.write(f"{output}\n")
            return 1
        file = BICEP_FOLDER / f"{stage}.snapshot.json"
        content = json.loads(file.read_text("utf-8"))
        # The compiler writes the outputs in a different order each time.
        content["outputs"] = dict(sorted(content["outputs"].items()))
        file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
