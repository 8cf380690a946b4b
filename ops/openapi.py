"""`python -m ops.openapi [FILE]`: write the OpenAPI document of this commit to `docs/openapi.json`."""

from __future__ import annotations

from pathlib import Path
import sys

from functions.contract.document import printed
from shared.adapters.definition_files import DefinitionFiles
from shared.wiring import DEFINITIONS

FILE = Path(__file__).parents[1] / "docs" / "openapi.json"


def main() -> None:
    file = Path(sys.argv[1]) if len(sys.argv) > 1 else FILE
    file.write_text(printed(DefinitionFiles(DEFINITIONS)), "utf-8")


if __name__ == "__main__":
    main()
