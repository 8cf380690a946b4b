"""Measures validating the answers of a visit against parsing them as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
import json

from bench.command import print_figures
from bench.figures import Figure, median, timed
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.wiring import DEFINITIONS
from tests.stack.consultant import VISIT

TIMES, REPEATS = 40, 50


def figures() -> list[Figure]:
    validator = DefinitionFiles(DEFINITIONS).get("virksomhedsbesoeg").validator
    as_json = json.dumps(VISIT)
    context = EvaluationContext.at(datetime.now(UTC))
    bad = {**VISIT, "cvr": "12345678", "ukendt": 1, "kontaktpersoner": [{}] * 10}

    def repeated(call: object) -> float:
        assert callable(call)
        return median(timed(lambda: [call() for _ in range(REPEATS)], TIMES)) / REPEATS

    floor = repeated(lambda: json.loads(as_json))
    return [
        Figure(
            "validate a good visit", repeated(lambda: validator.faults(VISIT, context)), floor, "json.loads of the same"
        ),
        Figure(
            "validate a visit with 12 faults",
            repeated(lambda: validator.faults(bad, context)),
            floor,
            "json.loads of a good one",
        ),
    ]


if __name__ == "__main__":
    print_figures(__doc__, figures)
