"""The gateway picks session and device from the browser's `Cookie` lines, and nobody else can plant either."""

from __future__ import annotations

import http.client

import httpx
import pytest

from functions.cookies import DEVICE_HEADER, SESSION_HEADER
from tests.infra.conftest import Gateway, token
from tests.planted import planted

SESSION, DEVICE = "__Host-feltskema", "__Host-feltskema-device"


def status(gateway: Gateway, *lines: str, path: str = "/api/definitions") -> int:
    """The status of a call with these `Cookie` lines, sent byte for byte."""
    connection = http.client.HTTPConnection(httpx.URL(gateway.url).netloc.decode())
    connection.putrequest("GET", path)
    for line in lines:
        connection.putheader("Cookie", line.encode())
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def handed(gateway: Gateway) -> tuple[str, str]:
    """The session and the device that the functions got last."""
    headers = gateway.seen()["headers"]
    assert "cookie" not in headers
    return headers.get(SESSION_HEADER, ""), headers.get(DEVICE_HEADER, "")


@pytest.mark.parametrize("joint", ["; ", ";", ";\t", "\n"], ids=["space", "bare", "tab", "lines"])
def test_both_are_handed_on_and_nothing_else(gateway: Gateway, joint: str) -> None:
    cookie = gateway.cookie
    crumbs = ["theme=dark", f"{DEVICE}=d-1", "x={1}", cookie, "y"]
    assert status(gateway, *joint.join(crumbs).split("\n")) == 200
    assert handed(gateway) == (cookie.partition("=")[2], "d-1")


def test_the_same_cookie_twice_is_one(gateway: Gateway) -> None:
    cookie = gateway.cookie
    assert status(gateway, f"{cookie}; {cookie}", cookie) == 200
    assert handed(gateway)[0] == cookie.partition("=")[2]


def test_what_a_neighbour_plants_is_nobodys_session(gateway: Gateway) -> None:
    """The planted session is valid: it is the neighbour's own."""
    theirs = token(gateway.public_url, gateway.key)
    let_in = [item for item in planted(SESSION, theirs) if "\x01" not in item and status(gateway, item) != 401]
    assert let_in == []
    assert gateway.functions.requests == []


def test_what_a_neighbour_plants_takes_nobodys_session(gateway: Gateway) -> None:
    theirs, mine = token(gateway.public_url, gateway.key), gateway.cookie
    sent = [item for item in planted(SESSION, theirs) + planted(DEVICE, "theirs") if not set(item) & set("\x01\x7f")]
    for item in sent:
        assert status(gateway, f"{item}; {mine}; {DEVICE}=mine") == 200, ascii(item)
        assert handed(gateway) == (mine.partition("=")[2], "mine"), ascii(item)


def test_of_two_different_ones_nobody_knows_which_is_ours(gateway: Gateway) -> None:
    theirs = token(gateway.public_url, gateway.key)
    assert status(gateway, gateway.cookie, f"{SESSION}={theirs}") == 401
    assert status(gateway, f"{SESSION}={theirs}; {gateway.cookie}") == 401
    assert gateway.functions.requests == []
    cookie = gateway.cookie
    assert status(gateway, f"{DEVICE}=a; {DEVICE}=b; {cookie}") == 200
    assert handed(gateway) == (cookie.partition("=")[2], "")


@pytest.mark.parametrize("name", [SESSION, DEVICE])
def test_who_has_two_is_told_so_before_the_sign_in_and_rid_of_both(gateway: Gateway, name: str) -> None:
    """Both cookies are deleted, since otherwise every new sign-in would fail too."""
    two = {"Cookie": f"{name}=a.b.c; {name}=d.e.f", "Accept": "text/html", "Accept-Language": "en"}
    answer = gateway.call("GET", "/api/auth/login?next=/", two)
    assert (answer.status_code, answer.headers["clear-site-data"]) == (400, '"cookies"')
    assert "Your browser has been given a false cookie" in answer.text
    assert gateway.functions.requests == []
    assert "clear-site-data" not in gateway.call("GET", "/api/auth/me", two).headers
    assert gateway.call("GET", "/api/auth/login?next=/", {"Cookie": f"{name}=a.b.c"}).status_code == 200


@pytest.mark.parametrize("path", ["/api/auth/me", "/api/auth/callback", "/api/auth/login", "/index.html"])
def test_nobody_outside_can_hand_the_functions_a_session(gateway: Gateway, path: str) -> None:
    claimed = {SESSION_HEADER: "planted", DEVICE_HEADER: "planted", "X-Feltskema-Gateway": "planted"}
    gateway.call("GET", path, claimed)
    gateway.call("GET", path, claimed | {"Cookie": gateway.cookie})
    gateway.call("GET", path, claimed | {"Connection": f"close, {SESSION_HEADER}", "Cookie": gateway.cookie})
    requests = gateway.functions.requests + gateway.site.requests
    assert len(requests) >= 2
    assert "planted" not in str(requests)
    assert all(item["headers"].get(SESSION_HEADER, "ey").startswith("ey") for item in requests)
