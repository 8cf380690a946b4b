"""Whatever JSON is sent, every shipped app gives a verdict and never fails."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some
import pytest

from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.evaluation_context import EvaluationContext
from tests.shipped import SHIPPED as FILES

AROUND = EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", {"name": "Kim", "initials": "K"})
VALUES = some.recursive(
    some.one_of(
        *(some.none(), some.booleans(), some.integers(), some.floats(), some.text(max_size=5)),
        some.sampled_from(["2026-02-28", "2026-11-23T10:00:00+01:00", "08:30", "64942212", 10**400, -0.0]),
    ),
    lambda inner: some.one_of(
        some.lists(inner, max_size=3), some.dictionaries(some.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def changed(compiled: Compiled, draw: some.DataObject) -> dict[str, Any]:
    """The example with some answers changed, items of groups too."""
    answers = dict(compiled.definition.example or {})
    for field in draw.draw(some.lists(some.sampled_from(compiled.definition.fields), max_size=6)):
        ids = [inner.id for inner in field.inner()]
        items = some.lists(some.dictionaries(some.sampled_from(ids), VALUES), max_size=3) if ids else VALUES
        answers[field.id] = draw.draw(some.one_of(items, VALUES))
    return answers


@pytest.mark.parametrize("compiled", FILES.all(), ids=lambda compiled: compiled.definition.app)
@settings(max_examples=60, deadline=None)
@given(draw=some.data())
def test_any_answers_get_a_verdict(compiled: Compiled, draw: some.DataObject) -> None:
    faults = compiled.validator.faults(changed(compiled, draw), AROUND)
    paths = [fault.path for fault in faults]
    assert len(paths) == len(set(paths)) <= 100


def test_every_example_is_valid() -> None:
    result = {
        compiled.definition.app: compiled.validator.faults(compiled.definition.example, AROUND)
        for compiled in FILES.all()
        if compiled.definition.example
    }
    assert result
    assert {app: faults for app, faults in result.items() if faults} == {}
