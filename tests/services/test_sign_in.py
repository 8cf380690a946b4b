"""Signing in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.domain.person import person_key
from shared.domain.problems import OutOfReach, SignInRefused
from shared.services.sign_in import Admission, SignIn, admitted, local_path, new_device
from tests.examples import NOW
from tests.fakes.sign_in import ISSUER, SUBSTANTIAL, MemoryBroker, MemoryHandshakes

LEVELS = (SUBSTANTIAL, SUBSTANTIAL.replace("Substantial", "High"))
ADMISSION = Admission("64942212", LEVELS, "nemlogin.name", "nemlogin.cvr", "loa", "roles")
KAREN: dict[str, Any] = {
    "loa": SUBSTANTIAL,
    "nemlogin.cvr": "64942212",
    "nemlogin.name": "Karen Kristensen",
    "roles": ["konsulent"],
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
    person, path = await door.sign_in.finish(answer, PHONE, NOW + timedelta(minutes=14))
    assert path == "/registreringer?vis=1"
    assert person.key == person_key(ISSUER, "karen")
    assert (person.name, person.cvr, person.roles, person.initials) == (
        "Karen Kristensen",
        "64942212",
        ("konsulent",),
        "KK",
    )


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
        assert (await door.sign_in.finish(answer, PHONE, NOW))[0].name == "Karen Kristensen"


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


async def test_a_person_who_aborts(door: Door) -> None:
    answer = {"state": await door.begun(), "error": "access_denied", "error_description": "mitid_user_aborted"}
    await refused(door, answer, "sign-in-aborted")


async def test_a_broker_that_says_no(door: Door) -> None:
    await refused(door, {"state": await door.begun(), "error": "server_error"}, "sign-in-failed")


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
    ],
)
def test_claims_that_let_nobody_in(change: dict[str, Any], code: str) -> None:
    with pytest.raises(SignInRefused) as problem:
        admitted({"iss": ISSUER, "sub": "x", **KAREN, **change}, ADMISSION)
    assert problem.value.code == code


@pytest.mark.parametrize(
    ("change", "name", "roles", "initials"),
    [
        ({"nemlogin.cvr": 64942212}, "Karen Kristensen", ("konsulent",), "KK"),
        ({"loa": LEVELS[1]}, "Karen Kristensen", ("konsulent",), "KK"),
        ({"nemlogin.name": None}, "", ("konsulent",), "–"),
        ({"nemlogin.name": "anne-lise von der Ærø hansen"}, "anne-lise von der Ærø hansen", ("konsulent",), "AVD"),
        ({"roles": None}, "Karen Kristensen", (), "KK"),
        ({"roles": "operatoer"}, "Karen Kristensen", ("operatoer",), "KK"),
    ],
)
def test_claims_are_read_tolerantly(change: dict[str, Any], name: str, roles: tuple[str, ...], initials: str) -> None:
    person = admitted({"iss": ISSUER, "sub": "x", **KAREN, **change}, ADMISSION)
    assert (person.name, person.roles, person.initials) == (name, roles, initials)


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
