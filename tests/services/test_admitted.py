"""Who is let in by what the broker tells of them, and what they are called."""

from __future__ import annotations

from dataclasses import replace
import re
from typing import Any

import pytest

from shared.adapters.memory.sign_ins import ISSUER, SUBSTANTIAL
from shared.domain.access.person import MAX_NAME_LENGTH, Person, person_key, professional_key
from shared.domain.ports import Identified
from shared.domain.problems import SignInRefused
from shared.services.sign_in import admitted, roles_of
from tests.services.admission import ADMISSION, KAREN, LEVELS, PROFESSIONAL


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"loa": None}, "loa-too-low"),
        ({"loa": ""}, "loa-too-low"),
        ({"loa": [SUBSTANTIAL]}, "loa-too-low"),
        ({"loa": SUBSTANTIAL.lower()}, "loa-too-low"),
        ({"nemlogin.cvr": None}, "other-company"),
        ({"nemlogin.cvr": "649422120"}, "other-company"),
        ({"nemlogin.cvr": True}, "other-company"),
        ({"nemlogin.cvr": ["64942212"]}, "other-company"),
        ({"nemlogin.cvr": 64942212.0}, "other-company"),
        ({"nemlogin.name": ["Karen"]}, "sign-in-failed"),
        ({"nemlogin.name": 7}, "sign-in-failed"),
        ({"nemlogin.name": "x" * 3000}, "sign-in-failed"),
        ({PROFESSIONAL: {"id": "x"}}, "sign-in-failed"),
        ({PROFESSIONAL: True}, "sign-in-failed"),
    ],
)
def test_claims_that_let_nobody_in(change: dict[str, Any], code: str) -> None:
    with pytest.raises(SignInRefused) as problem:
        admitted(Identified(ISSUER, "x", {**KAREN, **change}), ADMISSION)
    assert problem.value.code == code


def test_nobody_comes_in_while_no_level_is_accepted(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SignInRefused) as problem:
        admitted(Identified(ISSUER, "x", KAREN), replace(ADMISSION, levels=()))
    assert problem.value.code == "loa-too-low"
    assert "OIDC_LOA_ACCEPTED" in caplog.text


@pytest.mark.parametrize(
    ("change", "name", "initials"),
    [
        ({"nemlogin.cvr": 64942212}, "Karen Kristensen", "KK"),
        ({"loa": LEVELS[1]}, "Karen Kristensen", "KK"),
        ({"nemlogin.name": "anne-lise von der Ærø hansen"}, "anne-lise von der Ærø hansen", "AVD"),
        ({"nemlogin.name": "  Karen\n\u202eKristensen\x00 "}, "Karen Kristensen", "KK"),
        ({"nemlogin.name": "Karen \ud800Kristensen"}, "Karen Kristensen", "KK"),
        ({"nemlogin.name": "Æ" * 500}, "Æ" * (MAX_NAME_LENGTH - 1) + "…", "Æ"),
    ],
)
def test_claims_are_read_tolerantly(change: dict[str, Any], name: str, initials: str) -> None:
    person = admitted(Identified(ISSUER, "x", {**KAREN, **change}), ADMISSION)
    assert (person.name, person.roles, person.initials) == (name, (), initials)


@pytest.mark.parametrize("name", [None, "", "   ", "\u200b"])
def test_a_name_protected_person_is_called_by_a_number(name: str | None) -> None:
    person = admitted(Identified(ISSUER, "x", {**KAREN, "nemlogin.name": name}), ADMISSION)
    assert re.fullmatch(r"Medarbejder [1-9]\d{5}", person.name)
    assert person.initials == person.name[-3:]
    assert person.name_protected
    assert admitted(Identified(ISSUER, "y", {**KAREN, "nemlogin.name": name}), ADMISSION).name != person.name


def test_a_row_or_a_session_without_a_name_shows_the_number_too() -> None:
    stored = Person.model_validate({"key": "k", "name": "", "cvr": "64942212"})
    assert stored.name_protected
    assert Person.model_validate_json(stored.model_dump_json()) == stored == Person(key="k", name="", cvr="64942212")
    assert Person(key="other", name="", cvr="64942212").name != stored.name


def test_a_change_of_broker_leaves_a_person_who_they_are() -> None:
    expected = {**KAREN, PROFESSIONAL: "9f1c"}
    enclosing, there = Identified("https://a.example/op", "1", expected), Identified("https://b.example", "2", expected)
    assert admitted(enclosing, ADMISSION).key == admitted(there, ADMISSION).key == professional_key("9f1c")
    assert admitted(Identified("https://a.example/op", "1", KAREN), ADMISSION).key != professional_key("9f1c")


def test_privileges_stand_for_the_roles_that_the_municipality_says() -> None:
    expected = {"Feltskema konsulent": "konsulent", "FS-drift": "operatoer", "FS-drift 2": "operatoer"}
    assert roles_of(["FS-drift", "Andet", "FS-drift 2", "Feltskema konsulent"], expected) == ("operatoer", "konsulent")
    assert roles_of(["operatoer"], expected) == ()
    assert roles_of([], expected) == ()


def test_the_key_of_a_person_is_of_the_broker_and_its_sub() -> None:
    keys = {person_key(issuer, sub) for issuer in ("https://a", "https://b") for sub in ("1", "2")}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)
