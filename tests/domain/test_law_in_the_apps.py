"""The rule of reasonableness, as the shipped apps reckon it, against a table made by counting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
import shutil
from typing import Any

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.compiling.compiled_fields import CompiledField
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from tests.shipped import FOLDER, SHIPPED

AT = EvaluationContext("2026-11-26", "2026-11-26T10:00:00Z", {})
RECKONED = ("fleksjobTaeller", "pladser", "ledigePladser", "rimelighed")
UP_TO_50 = 5
ABOVE = 10


def table() -> Iterator[tuple[int, int]]:
    """How many places at each number of ordinary employees: the next one comes with so many employees more."""
    places, missing = 0, UP_TO_50
    for ordinary in range(501):
        if ordinary > 0:
            missing -= 1
        if missing == 0:
            places += 1
            missing = UP_TO_50 if ordinary < 50 else ABOVE
        yield ordinary, max(places, 1)


def reckoned(app: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with what the app reckons of them, one field after the other as the phone does."""
    fields = {question.field.id: question for question in SHIPPED.get(app).compiled_fields}
    return _filled([fields[id] for id in RECKONED], answers)


def _filled(fields: list[CompiledField], answers: Mapping[str, Any]) -> dict[str, Any]:
    form = dict(answers)
    for field in fields:
        value = evaluate(field.own_expressions[0][1].compiled, form, form, AT)
        if value is not None:
            form[field.field.id] = value
    return form


@pytest.mark.parametrize("app", ["virksomhedsbesoeg", "rekrutteringsanmodning"])
def test_each_pair_of_ordinary_and_supported_has_the_places_of_the_law(app: str) -> None:
    fields = {question.field.id: question for question in SHIPPED.get(app).compiled_fields}
    questions = [fields[id] for id in RECKONED]
    for ordinary, places in table():
        # On each side of where the last place is taken.
        for supported in sorted({0, 1, places - 1, places, places + 1, 60}):
            form = _filled(questions, {"ordinaertAnsatte": ordinary, "stoettede": supported})
            assert (form["pladser"], form["ledigePladser"]) == (places, max(places - supported, 0)), form


def test_the_table_is_the_law() -> None:
    places = dict(table())
    assert [places[of] for of in (0, 1, 5, 9, 10, 49, 50, 59, 60, 69, 70, 100, 500)] == [
        *(1, 1, 1, 1, 2, 9, 10, 10, 11, 11, 12, 15, 55),
    ]


@pytest.mark.parametrize(
    ("ordinary", "supported", "words"),
    [
        (41, 3, "Plads til 5 mere: 8 ved 41 ordinært ansatte, 3 brugt"),
        (41.5, 6.5, "Plads til 1 mere: 8 ved 41,5 ordinært ansatte, 6,5 brugt"),
        (12, 2, "Ikke plads til flere: 2 ved 12 ordinært ansatte, 2 brugt"),
        (0, 0, "Plads til 1 mere: 1 ved 0 ordinært ansatte, 0 brugt"),
    ],
)
def test_the_reckoning_is_told_in_words(ordinary: float, supported: float, words: str) -> None:
    form = reckoned("rekrutteringsanmodning", {"ordinaertAnsatte": ordinary, "stoettede": supported})
    assert form["rimelighed"] == words


def test_an_unfinished_reckoning_is_none() -> None:
    form = reckoned("rekrutteringsanmodning", {"ordinaertAnsatte": 41})
    assert "ledigePladser" not in form
    assert "rimelighed" not in form


def test_flexible_jobs_take_up_places_where_the_definition_says_so(tmp_path: Path) -> None:
    """An app of its own that includes the setting itself."""
    folder = tmp_path / "definitions"
    shutil.copytree(FOLDER, folder)
    file = folder / "rekrutteringsanmodning.yaml"
    stated = '      - include: stoette\n        visible_when: art in ["praktik", "loentilskud"]\n'
    counted = (
        '      - include: rimelighed-fleksjob\n        calculate: "yes"\n'
        "      - include: stoette\n        without: [fleksjobTaeller]\n"
    )
    text = file.read_text("utf-8")
    assert stated in text
    # Without its example, which counts none.
    file.write_text(text.replace(stated, counted).partition("\nexample:")[0], "utf-8")
    fields = {
        question.field.id: question
        for question in DefinitionFiles(folder).get("rekrutteringsanmodning").compiled_fields
    }
    form = _filled([fields[id] for id in RECKONED], {"ordinaertAnsatte": 41, "stoettede": 3, "fleksjobbere": 4})
    assert form["fleksjobTaeller"] is True
    assert form["ledigePladser"] == 1


@pytest.mark.parametrize(
    ("latest", "average", "words"),
    [
        (41.5, 40, "Opfyldt: 41,5 i seneste måned, 40 i gennemsnit af 12 måneder"),
        (40, 40, "Opfyldt: 40 i seneste måned, 40 i gennemsnit af 12 måneder"),
        (39.9, 40, "Ikke opfyldt: 39,9 i seneste måned, 40 i gennemsnit af 12 måneder"),
        (0, 0, "Opfyldt: 0 i seneste måned, 0 i gennemsnit af 12 måneder"),
    ],
)
def test_additional_employment_is_the_latest_month_beside_the_average(
    latest: float, average: float, words: str
) -> None:
    compiled = {field.field.id: field for field in DefinitionFiles(FOLDER).get("virksomhedsbesoeg").compiled_fields}
    form = _filled([compiled["merbeskaeftigelse"]], {"ansatteSenesteMaaned": latest, "ansatteGennemsnit": average})
    assert form["merbeskaeftigelse"] == words
    assert "merbeskaeftigelse" not in _filled([compiled["merbeskaeftigelse"]], {"ansatteSenesteMaaned": latest})


def test_an_agreement_that_needs_the_statements_asks_for_them() -> None:
    """And no other does: nor is an agreement without them refused."""
    visit = DefinitionFiles(FOLDER).get("virksomhedsbesoeg")
    example = dict(visit.definition.example or {})
    assert faults(visit, example) == []
    assert faults(visit, {**example, "erklaeringer": ["mangler"]}) == []
    assert faults(visit, {**example, "erklaeringer": ["mangler", "arbejdsgiver"]}) == ["/erklaeringer invalid"]
    without = {key: answer for key, answer in example.items() if key != "erklaeringer"}
    assert faults(visit, without) == ["/erklaeringer required"]
    assert "/erklaeringer required" not in faults(visit, {**without, "udfald": "interesse"})


def test_a_request_asks_for_what_its_field_of_work_demands() -> None:
    request = DefinitionFiles(FOLDER).get("rekrutteringsanmodning")
    example = dict(request.definition.example or {})
    assert faults(request, example) == []
    assert faults(request, {**example, "krav": ["truck-a"]}) == ["/krav not-offered"]
    assert faults(request, {**example, "fagomraade": "lager", "krav": ["truck-a", "truck-b"]}) == []


def test_a_request_with_a_wage_subsidy_asks_whether_the_vacancy_came_by_dismissal() -> None:
    """And never demands it: the municipality asks again where the case needs it."""
    request = DefinitionFiles(FOLDER).get("rekrutteringsanmodning")
    example = dict(request.definition.example or {})
    assert faults(request, {**example, "ledigVedAfsked": True}) == []
    without = {key: answer for key, answer in example.items() if key != "ledigVedAfsked"}
    assert faults(request, without) == []
    assert "/ledigVedAfsked not-relevant" in faults(request, {**example, "art": "praktik"})


def test_a_company_that_has_ceased_is_not_visited() -> None:
    check = DefinitionFiles(FOLDER).get("forberedende-virksomhedstjek")
    example = dict(check.definition.example or {})
    assert faults(check, example) == []
    assert faults(check, {**example, "forbehold": ["ophoert"]}) == ["/konklusion not-offered"]


def test_the_visit_offers_what_the_law_had_on_its_day() -> None:
    visit = DefinitionFiles(FOLDER).get("virksomhedsbesoeg")
    example = dict(visit.definition.example or {})
    topics = [*example["emner"], "jobrotation"]
    before = {**example, "besoegstidspunkt": "2026-06-30T14:00:00+02:00", "emner": topics}
    assert faults(visit, before) == []
    assert faults(visit, {**before, "besoegstidspunkt": "2026-07-01T09:00:00+02:00"}) == ["/emner not-offered"]


def faults(visit: Compiled, answers: dict[str, Any]) -> list[str]:
    context = EvaluationContext("2026-11-26", "2026-11-26T10:00:00Z", {"name": "Kim Konsulent"})
    return [f"{fault.path} {fault.code}" for fault in visit.validator.faults(answers, context)]
