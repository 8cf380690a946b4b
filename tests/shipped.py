"""The definitions that ship, read once for all tests of a worker."""

from __future__ import annotations

from local.run.parts import HOME
from shared.adapters.definition_files import DefinitionFiles

FOLDER = HOME / "shared" / "definitions"
SHIPPED = DefinitionFiles(FOLDER)
