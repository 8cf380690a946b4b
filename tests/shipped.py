"""The product's own definitions, read once for all tests of a pytest worker."""

from __future__ import annotations

from local.run.parts import HOME
from shared.adapters.definition_files import DefinitionFiles

FOLDER = HOME / "shared" / "definitions"
SHIPPED = DefinitionFiles(FOLDER)
