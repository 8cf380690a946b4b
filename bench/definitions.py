"""What definitions cost: nothing at import, little at first use, and judging each app's example against reading it as JSON.

`python -m bench.definitions` runs these alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
import json
import subprocess
import sys
from typing import Any

from bench.figures import Figure, median, table, timed
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
    """The import loads nothing of the language (`tests/domain/test_import_cost.py`); the first one who asks waits for it."""
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
    sent = json.dumps(example)
    ours = _repeated(lambda: compiled.validator.faults(example, context))
    return Figure(
        f"validate {compiled.definition.app}", ours, _repeated(lambda: json.loads(sent)), "json.loads of the same"
    )


def _repeated(call: Callable[[], object]) -> float:
    return median(timed(lambda: [call() for _ in range(REPEATS)], TIMES)) / REPEATS


if __name__ == "__main__":
    print(table(figures()))
