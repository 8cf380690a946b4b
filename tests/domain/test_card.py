"""What a list shows of a registration: its name, the lines below it, the day of its follow-up. Never a CPR number."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shared.domain.definition.definition import Definition
from tests.domain.folder import definitions, form

FIELDS = """
{id: notat, type: long-text, label: {da: Notat, en: Note}}
{id: tid, type: date-time, label: {da: Tid, en: Time}}
{id: iOrden, type: yes-no, label: {da: I orden, en: All well}}
{id: dag, type: date, label: {da: Dag, en: Day}}
"""
ANSWERS: dict[str, Any] = {
    "navn": "Åse 010190-1234",
    "notat": "Linje 1\nlinje 2 0101901234",
    "tid": "2026-11-23T14:05:00+01:00",
    "iOrden": True,
    "dag": "2026-12-07",
}


@pytest.fixture
def definition(tmp_path: Path) -> Definition:
    extra = "card: [notat, tid, iOrden]\nfollow_up: dag\n"
    return definitions(tmp_path, proeve=form(FIELDS, extra)).get("proeve").definition


def test_the_name_never_shows_a_cpr_number(definition: Definition) -> None:
    assert definition.name(ANSWERS) == "Åse ••••••-••••"


def test_the_number_is_masked_before_the_name_is_cut(definition: Definition) -> None:
    name = definition.name({"navn": f"{'x' * 190} 0101901234"})
    assert "010190" not in name
    assert len(name) == 200


def test_the_card_has_a_line_for_each_answered_field_in_both_languages(definition: Definition) -> None:
    lines = definition.card_lines(ANSWERS)
    assert [line["da"] for line in lines] == ["Linje 1 linje 2 ••••••-••••", "23. november 2026 kl. 14.05", "Ja"]
    assert [line["en"] for line in lines] == ["Linje 1 linje 2 ••••••-••••", "23 November 2026 at 14:05", "Yes"]
    assert definition.card_lines({"navn": "Åse"}) == ()


def test_the_day_of_the_follow_up(definition: Definition) -> None:
    assert definition.follow_up_day(ANSWERS) == date(2026, 12, 7)
    assert definition.follow_up_day({"navn": "Åse"}) is None


def test_without_the_keys_there_is_a_name_alone(tmp_path: Path) -> None:
    plain = definitions(tmp_path, proeve=form(FIELDS)).get("proeve")
    assert plain.definition.card_lines(ANSWERS) == ()
    assert plain.definition.follow_up_day(ANSWERS) is None
    assert plain.layout()["cprInTexts"] == "ask"


def test_a_definition_may_forbid_cpr_numbers(tmp_path: Path) -> None:
    forbids = definitions(tmp_path, proeve=form(FIELDS, "cpr_in_texts: forbid\n")).get("proeve")
    assert forbids.layout()["cprInTexts"] == "forbid"


def summarised(folder: Path, keys: str) -> tuple[str, ...]:
    return definitions(folder, proeve=form(FIELDS, keys)).get("proeve").definition.summarised()


def test_the_document_begins_with_the_summary_else_the_section_of_the_follow_up(tmp_path: Path) -> None:
    assert summarised(tmp_path, "summary: [iOrden, notat]\nfollow_up: dag\n") == ("iOrden", "notat")
    assert {"notat", "dag"} <= set(summarised(tmp_path, "follow_up: dag\n"))
    assert summarised(tmp_path, "summary: []\nfollow_up: dag\n") == ()
    assert summarised(tmp_path, "") == ()
