"""Phone and server never disagree: a seeded five thousand answers at each run; `python -m tests.verdicts` for more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
import json
import re
from typing import Any

from pydantic import BaseModel
import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.answers.verdict import MAX_FAULTS
from shared.domain.definition.definition import Definition, Section
from shared.domain.expressions.calls import CALLS
from shared.domain.expressions.evaluator import OPERATORS
from shared.domain.fields import TYPES, Field
from shared.domain.fields.choice import Option
from shared.domain.source.faults import DefinitionError
from tests.verdicts.forms import as_read, random_content
from tests.verdicts.trial import FOLDERS, MOMENTS, Case, Tally, cases, disagreements

pytestmark = pytest.mark.starts


def test_phone_and_server_find_the_same_faults() -> None:
    tally = Tally()
    assert list(islice(disagreements(cases(20261123, 5000), tally), 3)) == []
    assert tally.answers >= 9_900
    assert tally.good > tally.answers / 10
    codes = set(tally.codes or {})
    assert codes >= {
        *(
            "bad-text",
            "calculated",
            "cpr",
            "cvr",
            "date",
            "date-time",
            "decimals",
            "duplicates",
            "email",
            "invalid",
            "url",
        ),
        *(
            "not-an-option",
            "not-offered",
            "not-relevant",
            "pattern",
            "phone",
            "postcode",
            "required",
            "time",
            "too-early",
            "too-late",
        ),
        "warning",
        *("too-few", "too-many", "too-large", "too-small", "too-long", "too-short", "unknown-field", "wrong-type"),
    }


def test_of_very_many_faults_the_same_first_are_told() -> None:
    visit = DefinitionFiles(FOLDERS[0]).get("virksomhedsbesoeg")
    needs = [{"titel": "", "antal": 0, "z": 1} for _ in range(80)]
    answers: list[dict[str, Any]] = [
        {"behov": needs, "emner": ["rekruttering"], "moedtNogen": True},
        {"behov": [{"titel": "\0"}] * 120},
    ]
    case = Case("visit", visit, MOMENTS[0], answers)
    assert list(disagreements(iter([case]), Tally())) == []
    assert all(len(visit.validator.faults(answer, MOMENTS[0])) == MAX_FAULTS for answer in answers)


NOT_ALONE = {
    "type": "is what the row is of",
    "example": "is judged by itself, when it is read",
    "example_at": "as the example",
    "migrates": "drafts are moved by `tests/pairs`",
    "extends": "the template is put in before it is read",
}
"""Keys that a random definition has no use for."""


def test_random_definitions_hold_all_of_the_language() -> None:
    """Nearly all of them are taken, and together they hold every key of every type, and every function and sign of expressions.
    Who adds one adds it to the generator: `forms.py` and `expressions.py` for what looks at answers, else `more_keys.py`."""
    taken, operators, calls = 0, set(), set()
    seen: dict[str, set[str]] = defaultdict(set)
    for seed in range(300):
        content = random_content(seed)
        try:
            compiled = as_read(content, f"seed {seed}")
        except DefinitionError:
            continue
        taken += 1
        operators |= set(re.findall(r'\["([a-z-]+|[-+*/<>=!]+)", ', json.dumps(compiled.layout())))
        calls |= set(re.findall(r"\b([a-z]+)\(", json.dumps(content)))
        seen["definition"] |= content.keys()
        for section in content["sections"]:
            seen["section"] |= section.keys()
            for field in _below(section["fields"]):
                seen[field["type"]] |= field.keys()
                seen["field"] |= field.keys()
                seen["option"] |= set().union(*(option.keys() for option in field.get("options", ())))
    assert taken >= 270
    # A date alone is a value of the layout.
    assert operators >= set(OPERATORS) - {"today", "now"}
    assert calls >= set(CALLS)
    assert [(name, key) for name, key in _keys() if key not in seen[name]] == []


def _below(fields: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from _below(field.get("fields", ()))


def _keys() -> Iterator[tuple[str, str]]:
    """Each key that may be written, by where; those that every type has, once for all types that take it."""
    models: dict[str, type[BaseModel]] = {"definition": Definition, "section": Section, "option": Option, **TYPES}
    for name, model in models.items():
        for key, info in model.model_fields.items():
            if key not in NOT_ALONE and not (name in TYPES and key in Field.model_fields):
                yield name, info.alias or key
    yield from (("field", info.alias or key) for key, info in Field.model_fields.items() if key not in NOT_ALONE)
