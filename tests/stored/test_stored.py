"""Whatever a released form has stored is read."""

from __future__ import annotations

import json

import pytest

from shared.adapters.registration_rows import to_entry, to_registration, to_row
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.output.build_document import build_document
from tests.shipped import SHIPPED
from tests.stored.forms import file_of, releases

RELEASES = releases()


def test_there_are_releases() -> None:
    assert len(RELEASES) >= 11


@pytest.mark.parametrize(("app", "version"), RELEASES)
def test_a_row_of_each_release_is_read_judged_and_set_out(app: str, version: int) -> None:
    file = file_of(app, version)
    assert file.exists(), (
        "a published form keeps a row and a draft: run `python -m tests.stored` and commit what it writes"
    )
    row = json.loads(file.read_text("utf-8"))["row"]
    registration = to_registration(row, "an-etag")
    compiled = SHIPPED.get(app, version).compiled
    assert registration.answered_at is not None
    assert not compiled.validator.faults(
        registration.answers, EvaluationContext.at(registration.answered_at, registration.person)
    )
    assert to_entry(row).title == registration.title == compiled.definition.name(registration.answers)
    assert build_document(compiled.definition, registration).sections
    assert {name: value for name, value in to_row(registration).items() if name in row} == row
