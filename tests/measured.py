"""The shipped definitions, with something measured in the one that most tests use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from shared.domain.definition.compiled_definition import Compiled
from shared.domain.definition.definition import Measure
from shared.domain.ports.definitions import ServedDefinition
from tests.examples import APP
from tests.shipped import SHIPPED


class Measuring:
    """Implements `Definitions`: the shipped ones, with these measures in `APP`."""

    def __init__(self, *measures: Measure) -> None:
        compiled = SHIPPED.get(APP, 1).compiled
        measured = compiled.definition.model_copy(update={"measures": measures})
        self._measured: Compiled = replace(compiled, definition=measured)

    def all(self) -> Sequence[ServedDefinition]:
        return SHIPPED.all()

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        return self._measured if app == APP else SHIPPED.get(app, version)

    def withdrawn(self, app: str) -> date | None:
        return SHIPPED.withdrawn(app)
