"""Signing in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from shared.adapters.memory.sign_ins import ISSUER, MemoryBroker, MemoryHandshakes
from shared.domain.access.person import person_key
from shared.domain.access.sign_in_errors import KNOWN, problem_of
from shared.domain.problems import DependencyUnavailable, SignInRefused
from shared.services.sign_in import SignIn, local_path, new_device
from tests.examples import NOW
from tests.services.admission import ADMISSION, KAREN, LEVELS

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

    async def begun(self, path: str = "/", device: str = PHONE) -> str:
        """The state of a sign-in under way."""
        url = await self.sign_in.begin(path, device, NOW)
        return parse_qs(urlsplit(url).query)["state"][0]

    async def answered(self, person: str = "karen", path: str = "/") -> dict[str, str]:
        return self.broker.approve(await self.begun(path), person)


@pytest.fixture
def door() -> Door:
    return Door()


async def refused(door: Door, answer: dict[str, str], code: str, device: str = PHONE, minutes: float = 1) -> None:
    with pytest.raises(SignInRefused) as problem:
        await door.sign_in.finish(answer, device, NOW + timedelta(minutes=minutes))
    assert problem.value.code == code


async def test_an_employee_comes_in_and_goes_on(door: Door) -> None:
    answer = await door.answered(path="/registreringer?vis=1")
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
    reported = "Karen Kristensen, 010101-0000"
    await refused(
        door,
        {"state": await door.begun(), "error": reported, "error_description": f"{reported}\nforged"},
        "sign-in-service",
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
    with pytest.raises(DependencyUnavailable):
        await door.sign_in.finish(answer, PHONE, NOW)
    with pytest.raises(DependencyUnavailable):
        await door.begun()


@pytest.mark.parametrize(
    "path", ["/", "/registreringer", "/registreringer/ny?app=x&y=1", "/#a", "/a//b", "/a%2Fb", "/a.b/.c?d=/../"]
)
def test_paths_of_this_site_are_continued_to(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "/.//evil.example",
        "/..//evil.example",
        "/a/..//evil.example",
        "/%2e%2E//evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "evil.example",
        " /",
        "/æ",
        "/" + "x" * 500,
    ],
)
def test_paths_to_other_sites_lead_to_the_front_page(path: str) -> None:
    assert local_path(path) == "/"


def test_devices_are_hard_to_guess() -> None:
    assert len({new_device() for _ in range(100)}) == 100
    assert len(new_device()) >= 40
