"""The visit's definition, as the server judges answers to it."""

from __future__ import annotations

from typing import Any

import pytest

from shared.domain.expressions.evaluation_context import EvaluationContext
from tests.shipped import SHIPPED

AROUND = EvaluationContext("2026-11-23", "2026-11-23T10:00:00Z", {"name": "Kim Konsulent", "initials": "KK"})
GOOD: dict[str, Any] = {
    "cvr": "64942212",
    "pnummer": "afventer",
    "besoegstidspunkt": "2026-11-23T14:05:00+01:00",
    "kontaktform": "fysisk",
    "formaal": ["andet"],
    "moedtNogen": True,
    "kontaktpersoner": [{"navn": "Åse 😀 Ελένη"}],
    "emner": ["rekruttering"],
    "behov": [{"titel": "Kok", "antal": 2, "beskrivelse": "Fuld tid"}],
    "udfald": "ikke-relevant",
    "opfoelgning": False,
}


def faults(answers: dict[str, Any]) -> set[tuple[str, str]]:
    validator = SHIPPED.get("virksomhedsbesoeg").validator
    return {(fault.path, fault.code) for fault in validator.faults(answers, AROUND)}


def test_every_definition_can_be_used() -> None:
    assert not SHIPPED.check()


def test_a_good_visit_is_taken() -> None:
    assert faults(GOOD) == set()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"cvr": "12345678"}, ("/cvr", "cvr")),
        ({"ukendt": 1}, ("/ukendt", "unknown-field")),
        ({"moedtNogen": "ja"}, ("/moedtNogen", "wrong-type")),
        ({"kontaktpersoner": [{"rolle": "chef"}]}, ("/kontaktpersoner/0/navn", "required")),
        ({"opfoelgningDato": "2026-12-01"}, ("/opfoelgningDato", "not-relevant")),
        ({"opfoelgning": True, "opfoelgningDato": "2026-02-30"}, ("/opfoelgningDato", "date")),
        ({"opfoelgning": True, "opfoelgningDato": "2026-11-22"}, ("/opfoelgningDato", "too-early")),
        ({"besoegstidspunkt": "2026-11-24T00:05:00+01:00"}, ("/besoegstidspunkt", "invalid")),
        ({"besoegstidspunkt": "1970-01-01T01:00:00+01:00"}, ("/besoegstidspunkt", "invalid")),
        ({"kontaktpersoner": [{"navn": "A"}] * 10_000}, ("/kontaktpersoner", "too-many")),
        ({"notat": "a\0b"}, ("/notat", "bad-text")),
        ({"notat": "\ud800"}, ("/notat", "bad-text")),
        ({"\udfff": 1}, ("", "bad-text")),
        ({"kontaktpersoner": [{"a\0": 1}]}, ("/kontaktpersoner/0", "bad-text")),
        ({"notat": "x" * 2001}, ("/notat", "too-long")),
    ],
)
def test_a_fault_is_told_by_its_path(change: dict[str, Any], fault: tuple[str, str]) -> None:
    assert fault in faults({**GOOD, **change})


def test_a_hidden_answer_is_told_of_once() -> None:
    hidden = {**GOOD, "moedtNogen": False, "kontaktpersoner": [{"rolle": ""}], "emner": ["x"], "behov": []}
    assert faults(hidden) == {
        ("/kontaktpersoner", "not-relevant"),
        ("/emner", "not-relevant"),
        ("/behov", "not-relevant"),
    }


def test_a_fraction_of_a_whole_number_has_too_many_decimals() -> None:
    assert ("/behov/0/antal", "decimals") in faults({**GOOD, "behov": [{**GOOD["behov"][0], "antal": 1.5}]})


def test_faults_stand_as_in_the_form() -> None:
    validator = SHIPPED.get("virksomhedsbesoeg").validator
    faults = [fault.path for fault in validator.faults({"zebra": 1, "behov": [{}], "cvr": "1", "abe": 1}, AROUND)]
    assert faults == [
        *("/cvr", "/pnummer", "/besoegstidspunkt", "/kontaktform", "/formaal", "/moedtNogen", "/behov"),
        *("/udfald", "/opfoelgning", "/abe", "/zebra"),
    ]
