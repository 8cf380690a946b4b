"""Phone and server never disagree: a seeded five thousand answers at each run; `python -m tests.verdicts` for more."""

from __future__ import annotations

from itertools import islice
import json
import re
from typing import Any

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.answers.verdict import MAX_FAULTS
from shared.domain.expressions.evaluator import OPERATORS
from shared.domain.source.faults import DefinitionError
from tests.verdicts.forms import random_definition
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


def test_random_definitions_are_such_as_people_write() -> None:
    """Nearly all of them are taken, and together they hold every type and every key."""
    taken, seen, operators = 0, set(), set()
    for seed in range(200):
        try:
            compiled = random_definition(seed)
        except DefinitionError:
            continue
        taken += 1
        operators |= set(re.findall(r'\["([a-z-]+|[-+*/<>=!]+)", ', json.dumps(compiled.layout())))
        for field in compiled.definition.fields:
            for item in (field, *field.inner()):
                seen |= {item.kind, *item.model_dump(exclude_defaults=True)}
    assert taken >= 180
    # All of the language; a date alone is a value of the layout.
    assert operators >= set(OPERATORS) - {"today", "now"}
    assert seen >= {
        "visible_when",
        "required_when",
        "valid_when",
        "warns_when",
        "calculate",
        "earliest",
        "latest",
        "group",
        "note",
        "where",
        "from_",
        "until",
    }
