"""Measures definitions: the first use against the app's import, compiling all against reading their YAML, and validating each
app's example against parsing it as JSON.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
import json
import subprocess
import sys
from typing import Any

from bench.command import print_figures
from bench.figures import Figure, median, timed
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.yaml_source import read_yaml
from shared.domain.access.person import Person
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.wiring import DEFINITIONS

TIMES, REPEATS, STARTS = 30, 50, 7
SOMEBODY = Person(key="0" * 32, name="Bench", cvr="64942212")
IMPORT = "import function_app"
FIRST = f"{IMPORT}; from shared.adapters.definition_files import DefinitionFiles; from shared.wiring import DEFINITIONS"


def figures() -> list[Figure]:
    return [*_starting(), *_compiling(), *(_judging(compiled) for compiled in DefinitionFiles(DEFINITIONS).all())]


def _starting() -> list[Figure]:
    """The first use of a definition. The app's import loads nothing of the language (`tests/domain/test_import_cost.py`), so the
    first caller waits for that."""
    imported = _start(IMPORT)
    used = _start(f"{FIRST}; DefinitionFiles(DEFINITIONS).get('virksomhedsbesoeg').validator")
    return [Figure("the first definition, above the import of the app", used - imported, imported, "the import alone")]


def _start(code: str) -> float:
    return median(timed(lambda: subprocess.run([sys.executable, "-c", code], check=True), STARTS))


def _compiling() -> list[Figure]:
    paths = sorted(DEFINITIONS.glob("*.yaml"))
    texts = [(path.read_text("utf-8"), path.name) for path in paths]

    def every() -> None:
        for compiled in DefinitionFiles(DEFINITIONS).all():
            assert compiled.content

    ours = median(timed(every, TIMES // 3))
    floor = median(timed(lambda: [read_yaml(text, name) for text, name in texts], TIMES // 3))
    return [Figure(f"read and compile all {len(paths)} definitions", ours, floor, "their YAML alone, without parts")]


def _judging(compiled: Compiled) -> Figure:
    example: dict[str, Any] = compiled.definition.example or {}
    context = EvaluationContext.at(datetime.fromisoformat(compiled.definition.example_at), SOMEBODY)
    as_json = json.dumps(example)
    ours = _repeated(lambda: compiled.validator.faults(example, context))
    return Figure(
        f"validate {compiled.definition.app}", ours, _repeated(lambda: json.loads(as_json)), "json.loads of the same"
    )


def _repeated(call: Callable[[], object]) -> float:
    return median(timed(lambda: [call() for _ in range(REPEATS)], TIMES)) / REPEATS


if __name__ == "__main__":
    print_figures(__doc__, figures)
