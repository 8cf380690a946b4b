"""The six whole apps of the guide: short, without faults, taken as they are answered, refused where not, and on paper."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.pdf import typeset
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.output.build_document import build_document
from tests.authors.tool import DEFINITIONS, ROOT
from tests.examples import registration

FOLDER = ROOT / "docs" / "forms" / "examples"
APPS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
MAX_LINES = 120

WRONG: dict[str, tuple[tuple[Any, ...], Any, str, str]] = {
    "borgerhenvendelse": (("svar",), False, "/telefon", "not-relevant"),
    "byggetilsyn": (("omraader", 0, "fejl", 0, "senest"), "2027-01-31", "/omraader/0/fejl/0/senest", "invalid"),
    "koerselsgodtgoerelse": (("ture", 1, "km"), 450, "/ture/1/km-warning-1", "warning"),
    "plejehjemstilsyn": (("udfald",), "godt", "/udfald", "invalid"),
    "skadesanmeldelse": (("ialt",), 1, "/ialt", "calculated"),
    "virksomhedsaftale": (("konsulent",), "kakof", "/konsulent", "email"),
}
"""One answer of each example that is changed: where, to what, and the fault that it gives."""


def files(app: str) -> DefinitionFiles:
    return DefinitionFiles(DEFINITIONS, {app: FOLDER / f"{app}.yaml"})


def faults(app: str, answers: dict[str, Any]) -> dict[str, str]:
    compiled = files(app).get(app)
    at = EvaluationContext.at(datetime.fromisoformat(compiled.definition.example_at))
    return {fault.path: fault.code for fault in compiled.validator.faults(answers, at)}


def example(app: str) -> dict[str, Any]:
    example = files(app).get(app).definition.example
    assert example, app
    return deepcopy(example)


def test_there_are_six_whole_examples() -> None:
    assert sorted(WRONG) == APPS


@pytest.mark.parametrize("app", APPS)
def test_it_is_short_and_check_has_nothing_to_say(app: str) -> None:
    assert len((FOLDER / f"{app}.yaml").read_text("utf-8").splitlines()) <= MAX_LINES
    assert files(app).check_app(app) is None
    assert list(files(app).notices(app)) == []


@pytest.mark.parametrize("app", APPS)
def test_its_example_is_taken_and_a_wrong_answer_is_not(app: str) -> None:
    answers = example(app)
    assert faults(app, answers) == {}
    (*steps, last), value, path, code = WRONG[app]
    place: Any = answers
    for step in steps:
        place = place[step]
    place[last] = value
    assert faults(app, answers).get(path) == code


@pytest.mark.parametrize("app", APPS)
def test_each_example_gives_a_document(app: str) -> None:
    definition = files(app).get(app).definition
    document = build_document(
        definition, registration(app=app, answers=example(app), title=definition.name(example(app)))
    )
    assert document.answers()
    assert not [answer.label for answer in document.answers() if "{" in answer.label]
    assert typeset(document, {}).startswith(b"%PDF-")
