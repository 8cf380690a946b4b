"""What choices say of what is chosen: the server against the vectors that the phone passes too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.expressions.evaluation_context import EvaluationContext

TESTS = Path(__file__).parents[1]
VECTORS = json.loads((TESTS / "vectors" / "offered.json").read_text("utf-8"))
CHOICES = DefinitionFiles(TESTS / "domain" / "definitions").get("valg")


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_what_is_chosen_is_judged_as_the_other_answers_stand(case: dict[str, Any]) -> None:
    today = case.get("today", "2026-11-23")
    context = EvaluationContext(today, f"{today}T10:00:00Z", {})
    faults = CHOICES.validator.faults(case["answers"], context)
    assert [[fault.path, fault.code, fault.limit] for fault in faults] == case["faults"]


def test_the_option_is_told_by_its_label() -> None:
    (fault,) = CHOICES.validator.faults(
        {"region": "vest", "ordninger": ["mentor"]}, EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", {})
    )
    assert fault.limit_in("da") == "Mentor"
    assert fault.limit_in("en") == "Mentor"
