"""A condition as JSON Schema and the same condition evaluated always agree."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
import jsonschema_rs

from shared.domain.expressions.evaluator import EvaluationContext, evaluate
from shared.domain.expressions.schema import json_schema
from shared.domain.fields import FORMATS

AROUND = EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", {})
IDS = ("a", "b", "c")
TEXTS = some.sampled_from(["", "x", "y", "2026-02-28", "2026-02-30"])
NUMBERS = some.sampled_from([-1, -0.0, 0, 0.5, 1, 1.0, 2, 1e21])
ANSWERS = some.dictionaries(
    some.sampled_from(IDS),
    some.one_of(some.none(), some.booleans(), NUMBERS, TEXTS, some.lists(some.one_of(TEXTS, NUMBERS), max_size=3)),
)


@some.composite
def leaf(draw: some.DrawFn) -> Any:
    field = ["get", "here", draw(some.sampled_from(IDS))]
    sign = draw(some.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
    equal = draw(some.sampled_from(["=", "!="]))
    shapes: list[Any] = [
        draw(some.booleans()),
        field,
        ["answered", field],
        [sign, "number", *draw(some.permutations([field, draw(NUMBERS)]))],
        [equal, "text", field, draw(TEXTS)],
        [equal, "yes-no", field, draw(some.booleans())],
        [equal, "date", field, ["date", "2026-02-28"]],
        ["in", field, draw(some.lists(TEXTS, min_size=1, max_size=3))],
        ["in", field, draw(some.lists(NUMBERS, min_size=1, max_size=3))],
        ["includes", field, draw(some.lists(TEXTS, min_size=1, max_size=2))],
    ]
    return draw(some.sampled_from(shapes))


def joined(inner: some.SearchStrategy[Any]) -> some.SearchStrategy[Any]:
    several = some.lists(inner, min_size=2, max_size=3)
    return some.one_of(
        several.map(lambda parts: ["and", *parts]),
        several.map(lambda parts: ["or", *parts]),
        inner.map(lambda one: ["not", one]),
    )


@settings(max_examples=600, deadline=None)
@given(some.recursive(leaf(), joined, max_leaves=8), some.lists(ANSWERS, min_size=1, max_size=8))
def test_schema_and_evaluator_agree(compiled: Any, many: list[dict[str, Any]]) -> None:
    schema = json_schema(compiled)
    assert schema is not None
    validator = jsonschema_rs.Draft202012Validator(schema, validate_formats=True, formats=FORMATS)
    for answers in many:
        assert validator.is_valid(answers) is (evaluate(compiled, answers, answers, AROUND) is True), answers
