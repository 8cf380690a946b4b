"""The server's evaluator against the vectors that the phone's passes too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from shared.domain.expressions.json_numbers import same
from shared.domain.source.option_table import OptionTable, Row
from shared.domain.text.localized_text import LocalizedText

VECTORS = json.loads((Path(__file__).parents[2] / "vectors" / "expressions.json").read_text("utf-8"))
LISTS = {
    name: OptionTable(
        dict.fromkeys(table["columns"], "text"),
        tuple(Row(value, LocalizedText(da=da, en=en), tuple(cells)) for value, da, en, *cells in table["rows"]),
    )
    for name, table in VECTORS["lists"].items()
}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_an_expression_has_its_value(case: dict[str, Any]) -> None:
    context = EvaluationContext(**{**VECTORS["context"], **case.get("context", {}), "lists": LISTS})
    value = evaluate(case["expr"], case.get("enclosing", {}), case.get("form", {}), context)
    if case["value"] is None:
        assert value is None
    else:
        assert same(value, case["value"]), value


def test_every_operator_has_vectors() -> None:
    from shared.domain.expressions.evaluator import OPERATORS

    used: set[str] = set()
    for case in VECTORS["cases"]:
        used |= _operators(case["expr"])
    assert used >= set(OPERATORS)
    assert len(VECTORS["cases"]) >= 150


def _operators(expr: Any) -> set[str]:
    if not isinstance(expr, list) or not expr:
        return set()
    # A value that is no expression, e.g. the labels of options, begins with a list of its own.
    own = {expr[0]} if isinstance(expr[0], str) else set()
    return {*own, *(name for part in expr[1:] for name in _operators(part) if isinstance(name, str))}
