"""Cookies: read as a browser wrote them and no other way, written so that they survive."""

from __future__ import annotations

from http.cookies import SimpleCookie

from hypothesis import given
from hypothesis import strategies as st
import pytest

from functions.cookies import DEVICE_HEADER, SESSION_HEADER, device_token, read_cookie, session_token, write_cookie
from shared.settings import Settings, read
from tests.functions.edge import SETTINGS
from tests.planted import planted

NAME = "__Host-feltskema"
TOKEN = "eyJ.a-b_c~d.e"


@pytest.mark.parametrize(
    "header",
    [
        f"{NAME}={TOKEN}",
        f"a=1; {NAME}={TOKEN}; b=2",
        f"a=1;{NAME}={TOKEN}",
        f" {NAME}={TOKEN} ",
        f"a=1;\t{NAME}={TOKEN}\t",
        f'x={{"k":1}}; {NAME}={TOKEN}; y',
        f"bad name=1; {NAME}={TOKEN}",
        f"æøå=1; {NAME}={TOKEN}",
        f"{NAME}=; {NAME}={TOKEN}",
        f"{NAME}=bad value; {NAME}={TOKEN}",
        f"{NAME}={TOKEN}; {NAME}={TOKEN}",
        f"{NAME}2=x; x{NAME}=y; {NAME}={TOKEN}",
    ],
)
def test_ours_is_found_among_others(header: str) -> None:
    assert read_cookie(header, NAME) == TOKEN


@pytest.mark.parametrize(
    "header",
    [
        "",
        ";;,,",
        NAME,
        f"{NAME}=",
        f"{NAME}=a b",
        f"{NAME}=æ",
        f"{NAME}=%00",
        "a=1",
        f'{NAME}="{TOKEN}"',
        f"{NAME}=a%2Eb",
    ],
)
def test_a_header_without_our_cookie_has_no_session(header: str) -> None:
    assert read_cookie(header, NAME) == ""


def test_what_a_neighbour_plants_is_nobodys_session() -> None:
    assert [item for item in planted(NAME, "planted") if read_cookie(item, NAME)] == []


def test_what_a_neighbour_plants_takes_nobodys_session() -> None:
    mine = f"{NAME}={TOKEN}"
    orders = [joined for item in planted(NAME, "planted") for joined in (f"{item}; {mine}", f"{mine}; {item}")]
    assert [header for header in orders if read_cookie(header, NAME) != TOKEN] == []


def test_of_two_different_ones_nobody_knows_which_is_ours() -> None:
    assert read_cookie(f"{NAME}={TOKEN}; {NAME}=another", NAME) == ""
    assert read_cookie(f"{NAME}=another; x=1; {NAME}={TOKEN}", NAME) == ""


@pytest.fixture
def behind_a_gateway() -> Settings:
    gateway = {f"GATEWAY_{name}": "https://x.dk/k" for name in ("ISSUER", "AUDIENCE", "CLIENT", "JWKS_URL")}
    return read({**SETTINGS, **gateway})


def test_behind_a_gateway_its_own_headers_count_and_no_cookie(behind_a_gateway: Settings) -> None:
    cookie = {"cookie": f"{NAME}={TOKEN}; {NAME}-device=d"}
    assert session_token(cookie, behind_a_gateway) == device_token(cookie, behind_a_gateway) == ""
    handed = cookie | {SESSION_HEADER: "from.the.gateway", DEVICE_HEADER: "device"}
    assert session_token(handed, behind_a_gateway) == "from.the.gateway"
    assert device_token(handed, behind_a_gateway) == "device"


@pytest.mark.parametrize("value", [f"{TOKEN},planted", f"{TOKEN}, {TOKEN}", "", " ", "a b", f"{NAME}={TOKEN}"])
def test_two_headers_of_the_gateway_are_none(behind_a_gateway: Settings, value: str) -> None:
    assert session_token({SESSION_HEADER: value}, behind_a_gateway) == ""


def test_without_a_gateway_its_headers_are_anybodys_and_count_for_nothing() -> None:
    configured = read(SETTINGS)
    claimed = {"cookie": f"{NAME}={TOKEN}", SESSION_HEADER: "claimed", DEVICE_HEADER: "claimed"}
    assert session_token(claimed, configured) == TOKEN
    assert device_token(claimed, configured) == ""


@given(st.text())
def test_no_header_is_too_odd(header: str) -> None:
    assert read_cookie(header, NAME) == "" or f"{NAME}=" in header


@given(st.text(alphabet="ABCxyz019-_.~", min_size=1))
def test_what_is_written_is_read(value: str) -> None:
    written = write_cookie(NAME, value, 60)
    [(name, morsel)] = SimpleCookie(written).items()
    assert (name, morsel.value, morsel["max-age"]) == (NAME, value, "60")
    assert read_cookie(f"{name}={morsel.value}", NAME) == value


@pytest.mark.parametrize("value", ["", "a b", "a;b", "a,b", 'a"b', "æ", "a=b", "a\r\nb", "a%b", "{}"])
def test_what_the_host_would_change_is_not_written(value: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        write_cookie(NAME, value, 60)


def test_the_attributes_are_those_that_survive() -> None:
    assert write_cookie("s", "v", 5) == "s=v; Max-Age=5; Path=/; Secure; SameSite=Lax; HttpOnly"
    assert write_cookie("s", "v", 5, "x.dk") == "s=v; Max-Age=5; Domain=x.dk; Path=/; Secure; SameSite=Lax; HttpOnly"
