"""Signing in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from datetime import timedelta
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.domain.person import LONGEST_NAME, Person, person_key, professional_key
from shared.domain.ports import Identified
from shared.domain.problems import OutOfReach, SignInRefused
from shared.domain.sign_in_errors import KNOWN, problem_of
from shared.services.sign_in import Admission, SignIn, admitted, local_path, new_device, roles_of
from tests.examples import NOW
from tests.fakes.sign_in import ISSUER, SUBSTANTIAL, MemoryBroker, MemoryHandshakes

LEVELS = (SUBSTANTIAL, SUBSTANTIAL.replace("Substantial", "High"))
PROFESSIONAL = "nemlogin.persistent_professional_id"
ADMISSION = Admission("64942212", LEVELS, "nemlogin.name", "nemlogin.cvr", "loa", PROFESSIONAL)
KAREN: dict[str, Any] = {
    "loa": SUBSTANTIAL,
    "nemlogin.cvr": "64942212",
    "nemlogin.name": "Karen Kristensen",
}
PERSONS = {
    "karen": KAREN,
    "lars": {**KAREN, "loa": LEVELS[0].replace("Substantial", "Low")},
    "anna": {**KAREN, "nemlogin.cvr": "10000009"},
    "nobody": {name: value for name, value in KAREN.items() if name != "loa"},
}
PHONE = "the-phone"


@dataclass
class Door:
    broker: MemoryBroker = field(default_factory=lambda: MemoryBroker(PERSONS))
    handshakes: MemoryHandshakes = field(default_factory=MemoryHandshakes)

    @property
    def sign_in(self) -> SignIn:
        return SignIn(self.broker, self.handshakes, ADMISSION, "https://app.example/api/auth/callback")

    async def begun(self, wanted: str = "/", device: str = PHONE) -> str:
        """The state of a sign-in under way."""
        url = await self.sign_in.begin(wanted, device, NOW)
        return parse_qs(urlsplit(url).query)["state"][0]

    async def answered(self, person: str = "karen", wanted: str = "/") -> dict[str, str]:
        return self.broker.approve(await self.begun(wanted), person)


@pytest.fixture
def door() -> Door:
    return Door()


async def refused(door: Door, answer: dict[str, str], code: str, device: str = PHONE, minutes: float = 1) -> None:
    with pytest.raises(SignInRefused) as problem:
        await door.sign_in.finish(answer, device, NOW + timedelta(minutes=minutes))
    assert problem.value.code == code


async def test_an_employee_comes_in_and_goes_on(door: Door) -> None:
    answer = await door.answered(wanted="/registreringer?vis=1")
    door.broker.privileges = ("Feltskema konsulent",)
    signed = await door.sign_in.finish(answer, PHONE, NOW + timedelta(minutes=14))
    person = signed.person
    assert signed.next == "/registreringer?vis=1"
    assert signed.privileges == ("Feltskema konsulent",)
    assert person.key == person_key(ISSUER, "karen")
    assert (person.name, person.cvr, person.roles, person.initials) == ("Karen Kristensen", "64942212", (), "KK")


async def test_the_handshake_knows_the_device_only_by_its_hash(door: Door) -> None:
    await door.begun()
    [handshake] = door.handshakes.under_way.values()
    assert PHONE not in repr(handshake)


async def test_a_state_is_used_once(door: Door) -> None:
    answer = await door.answered()
    await door.sign_in.finish(answer, PHONE, NOW)
    await refused(door, answer, "sign-in-expired")


async def test_of_two_returns_at_once_one_comes_in(door: Door) -> None:
    answer = await door.answered()
    outcomes = await asyncio.gather(
        *(door.sign_in.finish(answer, PHONE, NOW) for _ in range(4)), return_exceptions=True
    )
    assert sum(not isinstance(outcome, BaseException) for outcome in outcomes) == 1


async def test_a_second_sign_in_does_not_disturb_the_first(door: Door) -> None:
    first = await door.answered()
    second = await door.answered()
    for answer in (first, second):
        assert (await door.sign_in.finish(answer, PHONE, NOW)).person.name == "Karen Kristensen"


async def test_a_quarter_of_an_hour_is_too_long(door: Door) -> None:
    await refused(door, await door.answered(), "sign-in-expired", minutes=15)


@pytest.mark.parametrize("state", ["", "unknown", "../x", "' or 1", "æ", "x" * 201])
async def test_a_state_that_nobody_began(door: Door, state: str) -> None:
    await refused(door, {"code": "x", "state": state}, "sign-in-expired")
    await refused(door, {"code": "x"}, "sign-in-expired")


@pytest.mark.parametrize("device", ["another-phone", "", "æøå"])
async def test_another_device_does_not_come_in_and_the_state_is_used(door: Door, device: str) -> None:
    answer = await door.answered()
    await refused(door, answer, "sign-in-elsewhere", device)
    await refused(door, answer, "sign-in-expired")


@pytest.mark.parametrize(
    ("error", "description", "code"),
    [
        ("access_denied", "mitid_user_aborted", "sign-in-aborted"),
        ("access_denied", "private_to_business_user_aborted", "sign-in-aborted"),
        ("access_denied", "mitid_erhverv.no_identities", "no-employee-identity"),
        ("access_denied", "mitid_browser_not_supported", "sign-in-phone"),
        ("access_denied", "MITID_NONCE_COOKIE_MISSING", "sign-in-phone"),
        ("access_denied", "user_missing_timed_cookies", "sign-in-clock"),
        ("access_denied", "mitid_timeout", "sign-in-service"),
        ("server_error", "internal_error", "sign-in-service"),
        ("access_denied", "invalid_idp_params", "sign-in-service"),
        # What no catalogue knows is not the person's doing.
        ("access_denied", "", "sign-in-aborted"),
        ("access_denied", "a_code_of_next_year", "sign-in-service"),
        ("server_error", "", "sign-in-service"),
        ("temporarily_unavailable", "", "sign-in-service"),
    ],
)
async def test_the_broker_says_why_not(
    door: Door, error: str, description: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    await refused(door, {"state": await door.begun(), "error": error, "error_description": description}, code)
    assert error in caplog.text
    assert description in caplog.text


async def test_free_text_in_an_error_is_not_logged(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    told = "Karen Kristensen, 010101-0000"
    await refused(
        door, {"state": await door.begun(), "error": told, "error_description": f"{told}\nforged"}, "sign-in-service"
    )
    assert "Karen" not in caplog.text
    assert "forged" not in caplog.text
    assert "of no known shape" in caplog.text


def test_every_code_of_the_catalogue_falls_in_a_text() -> None:
    assert len(KNOWN) > 40
    assert {problem_of("access_denied", code) for code in KNOWN} == {
        *("sign-in-aborted", "no-employee-identity", "sign-in-phone", "sign-in-clock", "sign-in-service")
    }


@pytest.mark.parametrize(("minutes", "comes_in"), [(0, True), (5, True), (-0.9, True), (-2, False), (-600, False)])
async def test_a_sign_in_by_an_old_use_of_mitid_is_refused(door: Door, minutes: float, comes_in: bool) -> None:
    answer = await door.answered()
    door.broker.authenticated_at = NOW + timedelta(minutes=minutes)
    if comes_in:
        assert (await door.sign_in.finish(answer, PHONE, NOW)).person.name == "Karen Kristensen"
    else:
        await refused(door, answer, "sign-in-failed")


@pytest.mark.parametrize(
    ("person", "code"), [("lars", "loa-too-low"), ("nobody", "loa-too-low"), ("anna", "other-company")]
)
async def test_who_may_not_come_in(door: Door, person: str, code: str) -> None:
    await refused(door, await door.answered(person), code)


async def test_a_broker_out_of_reach(door: Door) -> None:
    answer = await door.answered()
    door.broker.down = True
    with pytest.raises(OutOfReach):
        await door.sign_in.finish(answer, PHONE, NOW)
    with pytest.raises(OutOfReach):
        await door.begun()


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
        ({"nemlogin.name": "Æ" * 500}, "Æ" * (LONGEST_NAME - 1) + "…", "Æ"),
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
    known = {**KAREN, PROFESSIONAL: "9f1c"}
    here, there = Identified("https://a.example/op", "1", known), Identified("https://b.example", "2", known)
    assert admitted(here, ADMISSION).key == admitted(there, ADMISSION).key == professional_key("9f1c")
    assert admitted(Identified("https://a.example/op", "1", KAREN), ADMISSION).key != professional_key("9f1c")


def test_privileges_stand_for_the_roles_that_the_municipality_says() -> None:
    known = {"Feltskema konsulent": "konsulent", "FS-drift": "operatoer", "FS-drift 2": "operatoer"}
    assert roles_of(["FS-drift", "Andet", "FS-drift 2", "Feltskema konsulent"], known) == ("operatoer", "konsulent")
    assert roles_of(["operatoer"], known) == ()
    assert roles_of([], known) == ()


def test_the_key_of_a_person_is_of_the_broker_and_its_sub() -> None:
    keys = {person_key(issuer, sub) for issuer in ("https://a", "https://b") for sub in ("1", "2")}
    assert len(keys) == 4
    assert all(len(key) == 32 for key in keys)


@pytest.mark.parametrize("path", ["/", "/registreringer", "/registreringer/ny?app=x&y=1", "/#a", "/a//b", "/a%2Fb"])
def test_our_own_paths(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        " /",
        "/æ",
        "/" + "x" * 500,
    ],
)
def test_paths_that_lead_elsewhere(wanted: str) -> None:
    assert local_path(wanted) == "/"


def test_devices_are_hard_to_guess() -> None:
    assert len({new_device() for _ in range(100)}) == 100
    assert len(new_device()) >= 40
