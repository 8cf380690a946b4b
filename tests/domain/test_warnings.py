"""Warnings: the server asks for the tick as the phone does, the document shows it, and a table has it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared.adapters.definition_files import DefinitionFiles
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.document import Line
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.output.build_document import build_document
from shared.domain.output.export_tables import record, tables
from tests.domain.folder import definitions, form
from tests.examples import registration

NOW = EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", {})
W = "{da: T, en: T}"
ABOVE = '{rule: antal > loft, message: {da: "{antal} er over {loft}.", en: "{antal} is above {loft}."}}'
THIRTEEN = "{rule: antal = 13, message: {da: Tretten., en: Thirteen.}}"
DEAR = '{rule: pris > 100 kr, message: {da: "Dyrt, mener {form.navn}.", en: Dear.}}'
PRICE = f"{{id: pris, type: money, label: {{da: Pris, en: Price}}, warns_when: [{DEAR}]}}"
FORM = form(f"""
    {{id: loft, type: integer, label: {{da: Loft, en: Limit}}}}
    {{id: antal, type: integer, label: {{da: "Hvor mange?", en: "How many?"}}, warns_when: [{ABOVE}, {THIRTEEN}]}}
    {{id: ting, type: group, label: {W}, item_label: {W}, add_label: {W}, fields: [{PRICE}]}}
""")


@pytest.fixture
def files(tmp_path: Path) -> DefinitionFiles:
    return definitions(tmp_path, proeve=FORM)


@pytest.fixture
def compiled(files: DefinitionFiles) -> Compiled:
    assert not files.check()
    return files.get("proeve")


def faults(compiled: Compiled, **answers: Any) -> list[tuple[str, str, str]]:
    faults = compiled.validator.faults({"navn": "Åse", **answers}, NOW)
    return [(fault.path, fault.code, fault.message.get("da", "")) for fault in faults]


def test_an_answer_that_is_warned_of_is_refused_until_it_is_confirmed(compiled: Compiled) -> None:
    assert faults(compiled, loft=10, antal=9) == []
    assert faults(compiled, loft=10, antal=12) == [("/antal-warning-1", "warning", "12 er over 10.")]
    assert faults(compiled, loft=10, antal=13, **{"antal-warning-1": True}) == [
        ("/antal-warning-2", "warning", "Tretten.")
    ]
    assert faults(compiled, loft=10, antal=13, **{"antal-warning-1": True, "antal-warning-2": True}) == []


def test_only_a_warning_that_holds_is_confirmed_and_only_with_yes(compiled: Compiled) -> None:
    assert faults(compiled, loft=10, antal=9, **{"antal-warning-1": True}) == [("/antal-warning-1", "not-relevant", "")]
    assert faults(compiled, **{"antal-warning-1": True}) == [("/antal-warning-1", "not-relevant", "")]
    assert faults(compiled, loft=1, antal=9, **{"antal-warning-1": False}) == [("/antal-warning-1", "wrong-type", "")]
    assert faults(compiled, **{"antal-warning-3": True}) == [("/antal-warning-3", "unknown-field", "")]


def test_an_item_has_ticks_of_its_own(compiled: Compiled) -> None:
    items = [{"pris": 20000}, {"pris": 5000}, {"pris": 20000, "pris-warning-1": True}]
    assert faults(compiled, ting=items) == [("/ting/0/pris-warning-1", "warning", "Dyrt, mener Åse.")]


ANSWERS = {
    "navn": "Åse", "loft": 10, "antal": 12, "antal-warning-1": True,
    "ting": [{"pris": 20000, "pris-warning-1": True}, {"pris": 100}],
}  # fmt: skip


def test_the_document_says_what_was_confirmed(compiled: Compiled) -> None:
    document = build_document(compiled.definition, registration(answers=ANSWERS))
    lines = [(line.label, line.text) for line in document.answers() if isinstance(line, Line)]
    assert lines[3:4] == [("Advarsel ved Hvor mange", "12 er over 10. Svaret er fastholdt.")]
    assert ("Advarsel ved Pris", "Dyrt, mener Åse. Svaret er fastholdt.") in lines
    english = build_document(compiled.definition, registration(answers=ANSWERS), "en")
    assert ("Warning at How many", "12 is above 10. The answer was confirmed.") in [
        (line.label, line.text) for line in english.answers() if isinstance(line, Line)
    ]


def test_it_follows_its_field_to_the_top_of_the_document(compiled: Compiled) -> None:
    definition = compiled.definition.model_copy(update={"summary": ("antal",)})
    document = build_document(definition, registration(answers=ANSWERS))
    assert [part.label for part in document.summary] == ["Hvor mange?", "Advarsel ved Hvor mange"]
    assert "Advarsel ved Hvor mange" not in [part.label for section in document.sections for part in section.parts]


def test_a_table_has_a_column_of_it(compiled: Compiled) -> None:
    fields = compiled.definition.fields
    main, items = tables([fields], [(registration(answers=ANSWERS), fields)], "da")
    assert main.columns["antal-warning-1"].label.da == "Advarsel ved Hvor mange"
    assert main.rows[0]["antal-warning-1"] == "Ja"
    assert [row.get("pris-warning-1") for row in items.rows] == ["Ja", None]
    assert record(registration(answers=ANSWERS), fields)["answers"]["antal-warning-1"] is True


@pytest.mark.parametrize(
    ("rule", "key"), [("antal > senere", "later-field"), ("antal > 20000000000", "never-true"), ("antal", "wrong-kind")]
)
def test_a_rule_that_cannot_be_meant_is_told_at_its_place(tmp_path: Path, rule: str, key: str) -> None:
    text = form(f"""
        {{id: antal, type: integer, label: {{da: A, en: A}}, warns_when: [{{rule: {rule}, message: {{da: M, en: M}}}}]}}
        {{id: senere, type: integer, label: {{da: S, en: S}}}}
    """)
    [error] = definitions(tmp_path, proeve=text).check()
    assert [(fault.text.key, fault.path) for fault in error.faults] == [(key, "sections.0.fields.1.warns_when.0.rule")]
