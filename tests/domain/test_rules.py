"""Verdicts where JSON Schema is not enough: what is told, at which path, and what comes before what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared.domain.definition.compiled_definition import Compiled
from shared.domain.expressions.evaluation_context import EvaluationContext
from tests.domain.folder import definitions, form

AROUND = EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", {"name": "Kim", "initials": "K"})
ITEMS = """[
  {id: vaegt, type: decimal, decimals: 2, label: *x},
  {id: mere, type: text, label: *x, required_when: vaegt > form.antal},
  {id: skjult, type: text, label: *x, visible_when: form.antal > 5}]""".replace("\n", " ")
FIELDS = f"""
{{id: fra, type: date, label: &x {{da: X, en: X}}, earliest: today - 7 days, latest: 2027-01-01}}
{{id: til, type: date, label: *x, earliest: fra, valid_when: [{{rule: til != 2026-12-24, message: {{da: Ikke jul., en: No.}}}}]}}
{{id: antal, type: integer, label: *x, maximum: 10}}
{{id: plads, type: integer, label: *x, maximum: 100}}
{{id: forklaring, type: text, label: *x, visible_when: antal > plads, required: true, max_length: 5}}
{{id: dele, type: group, label: *x, item_label: *x, add_label: *x, visible_when: antal >= plads, fields: {ITEMS}}}
{{id: ialt, type: calculated, as: decimal, decimals: 2, label: *x, calculate: antal / plads}}
"""


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Compiled:
    files = definitions(tmp_path_factory.mktemp("rules"), proeve=form(FIELDS))
    assert not files.check()
    return files.get("proeve")


def faults_of(compiled: Compiled, answers: dict[str, Any]) -> dict[str, str]:
    return {fault.path: fault.code for fault in compiled.validator.faults(answers, AROUND)}


@pytest.mark.parametrize(
    ("answers", "faults"),
    [
        ({}, {}),
        ({"fra": "2026-11-16"}, {}),
        ({"fra": "2026-11-15"}, {"/fra": "too-early"}),
        ({"fra": "2027-01-02"}, {"/fra": "too-late"}),
        ({"fra": "2027-02-30"}, {"/fra": "date"}),
        ({"til": "2020-01-01"}, {}),
        ({"fra": "2026-12-01", "til": "2026-11-30"}, {"/til": "too-early"}),
        ({"til": "2026-12-24"}, {"/til": "invalid"}),
        ({"antal": 2, "plads": 1, "ialt": 2}, {"/forklaring": "required"}),
        ({"antal": 2, "plads": 1, "ialt": 2, "forklaring": "fordi"}, {}),
        ({"antal": 2, "plads": 1, "ialt": 2, "forklaring": "fordi det"}, {"/forklaring": "too-long"}),
        ({"antal": 1, "plads": 2, "ialt": 0.5, "forklaring": "fordi det"}, {"/forklaring": "not-relevant"}),
        ({"forklaring": "fordi"}, {"/forklaring": "not-relevant"}),
        ({"antal": 20, "plads": 10, "ialt": 2, "forklaring": "x"}, {"/antal": "too-large"}),
        ({"antal": 1, "plads": 3, "ialt": 0.33}, {}),
        ({"antal": 1, "plads": 3, "ialt": 0.34}, {"/ialt": "calculated"}),
        ({"antal": 1, "plads": 3}, {"/ialt": "required"}),
        ({"antal": 1, "ialt": 1}, {"/ialt": "calculated"}),
        ({"antal": 1, "plads": 3, "ialt": "x"}, {"/ialt": "wrong-type"}),
        ({"antal": 5, "plads": 5, "ialt": 1, "dele": [{"vaegt": 1.25}]}, {}),
        ({"antal": 5, "plads": 5, "ialt": 1, "dele": [{"vaegt": 1.255}]}, {"/dele/0/vaegt": "decimals"}),
        ({"antal": 5, "plads": 5, "ialt": 1, "dele": [{"vaegt": 1}, {"vaegt": 6}]}, {"/dele/1/mere": "required"}),
        ({"antal": 5, "plads": 5, "ialt": 1, "dele": [{"skjult": "x"}]}, {"/dele/0/skjult": "not-relevant"}),
        ({"dele": [{"vaegt": 1.255, "skjult": "x", "ukendt": 1}]}, {"/dele": "not-relevant"}),
        ({"fra": "a\0", "antal": 99}, {"/fra": "bad-text"}),
        ({"antal": 10**400}, {"/antal": "bad-text"}),
        ({"antal": float("inf")}, {"/antal": "bad-text"}),
    ],
)
def test_answers_break_the_rules_that_they_should(
    compiled: Compiled, answers: dict[str, Any], faults: dict[str, str]
) -> None:
    assert faults_of(compiled, answers) == faults


def test_a_broken_rule_is_told_in_the_definitions_words(compiled: Compiled) -> None:
    (fault,) = compiled.validator.faults({"til": "2026-12-24"}, AROUND)
    assert fault.message == {"da": "Ikke jul.", "en": "No."}


def test_a_bound_is_told_in_words(compiled: Compiled) -> None:
    (fault,) = compiled.validator.faults({"fra": "2026-11-01"}, AROUND)
    assert (fault.limit, fault.limit_in("da")) == ("2026-11-16", "16.11.2026")


def test_the_phone_is_told_the_same_rules(compiled: Compiled) -> None:
    kinds = [(tuple(rule["at"]), rule["field"], rule["kind"]) for rule in compiled.layout()["rules"]]
    assert kinds == [
        *(((), "fra", "earliest"), ((), "fra", "latest")),
        *(((), "til", "earliest"), ((), "til", "latest"), ((), "til", "valid")),
        *(((), "forklaring", "visible"), ((), "forklaring", "required"), ((), "dele", "visible")),
        *((("dele",), "vaegt", "decimals"), (("dele",), "mere", "required"), (("dele",), "skjult", "visible")),
        ((), "ialt", "calculated"),
    ]


def test_defaults_and_bounds_are_compiled(tmp_path: Path) -> None:
    fields = """
    {id: dag, type: date, label: {da: D, en: D}, default: today + 7 days, latest: 2026-12-31}
    {id: tal, type: integer, label: {da: T, en: T}, default: 3}
    {id: ja, type: yes-no, label: {da: J, en: J}, default: yes}
    """
    (section,) = definitions(tmp_path, proeve=form(fields)).get("proeve").layout()["sections"]
    dag, tal, ja = section["fields"][1:]
    assert dag["default"] == {"$expr": ["add-days", ["today"], 7]}
    assert (dag["latest"], tal["default"], ja["default"]) == ("2026-12-31", 3, True)


def test_a_sections_condition_is_its_fields_too(tmp_path: Path) -> None:
    extra = form("").replace("fields:", "fields:\n      - {id: ja, type: yes-no, label: {da: J, en: J}}")
    extra += """\
  - id: anden
    title: {da: A, en: A}
    visible_when: ja
    fields:
      - {id: mere, type: text, label: {da: M, en: M}, required: true}
"""
    compiled = definitions(tmp_path, proeve=extra).get("proeve")
    assert faults_of(compiled, {"ja": True}) == {"/mere": "required"}
    assert faults_of(compiled, {"ja": False, "mere": "x"}) == {"/mere": "not-relevant"}
    assert compiled.layout()["sections"][1]["visible"] == {"$expr": ["get", "here", "ja"]}


def test_a_day_has_bounds_where_the_definition_sets_none(tmp_path: Path) -> None:
    fields = """
    {id: fra, type: date, label: &x {da: X, en: X}}
    {id: til, type: date, label: *x, earliest: fra}
    {id: foedt, type: date, label: *x, earliest: 1850-01-01}
    {id: kl, type: date-time, label: *x, latest: today}
    """
    bounded = definitions(tmp_path, proeve=form(fields)).get("proeve")
    assert faults_of(bounded, {"fra": "0026-12-07", "kl": "2026-11-24T00:05:00+01:00"}) == {
        "/fra": "too-early",
        "/kl": "too-late",
    }
    assert faults_of(bounded, {"til": "0026-12-07", "kl": "0026-12-07T14:05:00+01:00"}) == {
        "/til": "too-early",
        "/kl": "date-time",
    }
    assert faults_of(bounded, {"fra": "2101-01-01", "foedt": "1850-01-01"}) == {"/fra": "too-late"}
    assert faults_of(bounded, {"fra": "1900-01-01", "til": "2100-12-31", "kl": "2026-11-23T23:59:00+01:00"}) == {}
    (fault,) = bounded.validator.faults({"kl": "2101-01-01T14:05:00+01:00"}, AROUND)
    assert (fault.code, fault.limit_in("da")) == ("too-late", "23.11.2026")


def test_a_text_names_a_number_however_large(tmp_path: Path) -> None:
    fields = """
{id: antal, type: integer, label: &x {da: X, en: X}}
{id: ialt, type: calculated, as: decimal, label: *x, calculate: antal * 2}
{id: hvorfor, type: text, label: {da: "Hvorfor {ialt}", en: "Why {ialt}"}, required: true}
"""
    files = definitions(tmp_path, proeve=form(fields))
    faults = files.get("proeve").validator.faults({"antal": 1, "ialt": 1e300}, AROUND)
    labels = {fault.path: fault.label["da"] for fault in faults}
    assert labels["/ialt"] == "X"
    assert labels["/hvorfor"].startswith("Hvorfor 1.000.000.000.000.000.000.000.000.000.000.")
