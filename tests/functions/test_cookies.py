"""Cookies: read tolerantly, written strictly."""

from __future__ import annotations

from http.cookies import SimpleCookie

from hypothesis import given
from hypothesis import strategies as st
import pytest

from functions.cookies import read_cookie, write_cookie

NAME = "__Host-feltskema"
TOKEN = "eyJ.a-b_c~d.e"


@pytest.mark.parametrize(
    "header",
    [
        f"{NAME}={TOKEN}",
        f"a=1; {NAME}={TOKEN}; b=2",
        f"a=1,{NAME}={TOKEN}",
        f" {NAME}={TOKEN} ",
        f'{NAME}="{TOKEN}"',
        f"{NAME}=eyJ%2Ea-b_c%7Ed.e",
        f'x={{"k":1}}; {NAME}={TOKEN}; y',
        f"bad name=1; {NAME}={TOKEN}",
        f"æøå=1; {NAME}={TOKEN}",
        f"{NAME}=; {NAME}={TOKEN}",
        f"{NAME}=bad value; {NAME}={TOKEN}",
        f"{NAME}={TOKEN}; {NAME}=another",
        f"{NAME}2=x; x{NAME}=y; {NAME}={TOKEN}",
    ],
)
def test_ours_is_found_among_others(header: str) -> None:
    assert read_cookie(header, NAME) == TOKEN


@pytest.mark.parametrize("header", ["", ";;,,", NAME, f"{NAME}=", f"{NAME}=a b", f"{NAME}=æ", f"{NAME}=%00", "a=1"])
def test_none_of_ours(header: str) -> None:
    assert read_cookie(header, NAME) == ""


@given(st.text())
def test_no_header_is_too_odd(header: str) -> None:
    assert read_cookie(header, NAME) == "" or NAME in header


@given(st.text(alphabet="ABCxyz019-_.~", min_size=1))
def test_what_is_written_is_read(value: str) -> None:
    written = write_cookie(NAME, value, 60)
    [(name, morsel)] = SimpleCookie(written).items()
    assert (name, morsel.value, morsel["max-age"]) == (NAME, value, "60")
    assert read_cookie(f"{name}={morsel.value}", NAME) == value


@pytest.mark.parametrize("value", ["a b", "a;b", "a,b", 'a"b', "æ", "a=b", "a\r\nb", "a%b", "{}"])
def test_what_the_host_would_change_is_not_written(value: str) -> None:
    with pytest.raises(ValueError, match="letters, digits"):
        write_cookie(NAME, value, 60)


def test_the_attributes_are_those_that_survive() -> None:
    assert write_cookie("s", "v", 5) == "s=v; Max-Age=5; Path=/; Secure; SameSite=Lax; HttpOnly"
    assert write_cookie("s", "v", 5, "x.dk") == "s=v; Max-Age=5; Domain=x.dk; Path=/; Secure; SameSite=Lax; HttpOnly"
