"""Who gets through the gateway, and whom the functions take them for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import json
import re

from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
import jwt
import pytest

from functions.authorise import BACKGROUND, OWNER
from functions.contract.routes import Route, routes
from functions.cookies import SESSION_HEADER
from functions.http import OWN_HEADER
from tests.infra.conftest import Gateway, base64url, pem, token
from tests.infra.running_gateway import IDENTITY

ANONYMOUS = sorted(f"/api{route.path}" for route in routes() if route.access == "anonymous")
"""The calls that the code allows without a session: the gateway must allow the same ones and no others."""


def refused(gateway: Gateway, session: str) -> bool:
    answer = gateway.call("GET", "/api/definitions", {"Cookie": f"__Host-feltskema={session}"})
    return answer.status_code == 401 and not gateway.functions.requests


@pytest.mark.parametrize("path", ANONYMOUS)
def test_what_the_code_calls_anonymous_needs_no_session(gateway: Gateway, path: str) -> None:
    assert gateway.call("GET", f"{path}?next=/").status_code == 200
    assert gateway.seen()["path"] == f"{path}?next=/"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/definitions"),
        ("PUT", "/api/registrations/virksomhedsbesoeg/1"),
        ("POST", "/api/auth/logout"),
        ("GET", "/api/health/checks"),
        ("POST", "/api/auth/login"),
        ("GET", "/api/auth/LOGIN"),
        ("GET", "/api/auth/login/"),
    ],
)
def test_every_other_path_needs_a_session(gateway: Gateway, method: str, path: str) -> None:
    assert gateway.call(method, path, {"Content-Length": "0"}).status_code == 401
    assert gateway.functions.requests == []


@pytest.mark.parametrize(
    "route",
    [route for route in routes() if route.access not in ("anonymous", "person-or-nobody")],
    ids=lambda route: route.name,
)
def test_every_other_route_of_the_code_needs_one(gateway: Gateway, route: Route) -> None:
    path = re.sub(r"\{\w+\}", "1", route.path)
    assert gateway.call(route.method.upper(), f"/api{path}", {"Content-Length": "0"}).status_code == 401
    assert gateway.functions.requests == []


def test_who_is_signed_in_is_answered_with_nobody_and_without_the_functions(gateway: Gateway) -> None:
    """A stranger's page asks it too, and a browser writes every 401 to the page's console."""
    over = f"__Host-feltskema={token(gateway.public_url, gateway.key, timedelta(minutes=61, seconds=5))}"
    for headers in ({}, {"Cookie": over}, {"Cookie": "__Host-feltskema=out"}):
        answer = gateway.call("GET", "/api/auth/me", headers)
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "max-age" in answer.headers["strict-transport-security"]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert gateway.functions.requests == []


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/auth/me"), ("GET", "/api/auth/me/"), ("GET", "/api/auth/ME")]
)
def test_no_other_call_is_answered_with_nobody(gateway: Gateway, method: str, path: str) -> None:
    assert gateway.call(method, path, {"Content-Length": "0"}).status_code == 401


def test_a_forged_session_is_not_nobody(gateway: Gateway) -> None:
    """It is refused as everywhere else, and counted."""
    forged = token(gateway.public_url, generate_private_key(65537, 2048))
    answer = gateway.call("GET", "/api/auth/me", {"Cookie": f"__Host-feltskema={forged}"})
    assert answer.status_code == 401
    assert gateway.functions.requests == []


def test_without_a_session_the_answer_is_a_problem_in_danish_unless_english_is_wanted(gateway: Gateway) -> None:
    english = gateway.call("GET", "/api/definitions", {"Accept-Language": "de, en-GB;q=0.9, da;q=0.1"})
    assert (english.json()["title"], english.headers["content-language"]) == ("You are not signed in", "en")
    answer = gateway.call("GET", "/api/definitions")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["content-language"] == "da"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "type": "urn:feltskema:problem:no-session",
        "title": "Du er ikke logget ind",
        "status": 401,
        "detail": "Log ind med MitID. Det, du har skrevet, ligger stadig på telefonen.",
        "code": "no-session",
    }


def test_a_good_session_passes_in_the_gateways_own_header(gateway: Gateway) -> None:
    cookie = gateway.cookie
    assert gateway.call("GET", "/api/auth/me", {"Cookie": cookie}).status_code == 200
    assert f"__Host-feltskema={gateway.seen()['headers'][SESSION_HEADER]}" == cookie
    assert "cookie" not in gateway.seen()["headers"]


def test_the_key_before_the_rotation_is_still_good(gateway: Gateway) -> None:
    assert not refused(gateway, token(gateway.public_url, gateway.previous))


def test_a_session_over_for_less_than_the_clocks_may_differ_passes(gateway: Gateway) -> None:
    assert not refused(gateway, token(gateway.public_url, gateway.key, timedelta(minutes=60, seconds=30)))


def test_a_session_that_is_over_does_not(gateway: Gateway) -> None:
    assert refused(gateway, token(gateway.public_url, gateway.key, timedelta(minutes=61, seconds=5)))


def test_a_strangers_key_does_not(gateway: Gateway) -> None:
    assert refused(gateway, token(gateway.public_url, generate_private_key(65537, 2048)))


def test_a_token_of_another_issuer_opens_nothing(gateway: Gateway) -> None:
    assert refused(gateway, token("https://elsewhere.example", gateway.key))


def _claims(gateway: Gateway) -> dict[str, object]:
    soon = int((datetime.now(UTC) + timedelta(minutes=5)).timestamp())
    return {"iss": gateway.public_url, "aud": "feltskema", "sub": "x", "sid": "s", "exp": soon}


def test_a_token_for_another_audience_opens_nothing(gateway: Gateway) -> None:
    header = jwt.get_unverified_header(token(gateway.public_url, gateway.key))
    claims = _claims(gateway)
    signed = jwt.encode(claims, pem(gateway.key), "RS256", headers={"kid": header["kid"]})
    other = jwt.encode(claims | {"aud": "another-app"}, pem(gateway.key), "RS256", headers={"kid": header["kid"]})
    assert not refused(gateway, signed)
    gateway.functions.requests.clear()
    assert refused(gateway, other)


def test_a_token_without_an_end_does_not(gateway: Gateway) -> None:
    header = jwt.get_unverified_header(token(gateway.public_url, gateway.key))
    claims = {name: value for name, value in _claims(gateway).items() if name != "exp"}
    assert refused(gateway, jwt.encode(claims, pem(gateway.key), "RS256", headers={"kid": header["kid"]}))


def test_an_unsigned_token_does_not(gateway: Gateway) -> None:
    parts = ({"alg": "none", "typ": "JWT"}, _claims(gateway))
    assert refused(gateway, ".".join([*(base64url(json.dumps(part).encode()) for part in parts), ""]))


def test_a_token_signed_with_the_public_key_as_a_password_does_not(gateway: Gateway) -> None:
    kid = jwt.get_unverified_header(token(gateway.public_url, gateway.key))["kid"]
    public = gateway.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    parts = ({"alg": "HS256", "typ": "JWT", "kid": kid}, _claims(gateway))
    signed = ".".join(base64url(json.dumps(part).encode()) for part in parts)
    signature = jwt.get_algorithm_by_name("HS256").sign(signed.encode(), public)
    assert refused(gateway, f"{signed}.{base64url(signature)}")


def test_a_session_that_was_tampered_with_does_not(gateway: Gateway) -> None:
    head, body, signature = token(gateway.public_url, gateway.key).split(".")
    other = base64url(json.dumps(_claims(gateway) | {"sub": "another-person"}).encode())
    assert body != other
    assert refused(gateway, f"{head}.{other}.{signature}")
    assert refused(gateway, f"{head}.{body}.")


def test_the_functions_meet_the_gateways_identity_and_never_the_callers(gateway: Gateway) -> None:
    gateway.call("GET", "/api/auth/me", {"Cookie": gateway.cookie, "Authorization": "Bearer from-the-caller"})
    assert gateway.seen()["headers"]["authorization"] == f"Bearer {IDENTITY}"
    gateway.call("GET", "/api/health/live")
    assert gateway.seen()["headers"]["authorization"] == f"Bearer {IDENTITY}"


@pytest.mark.parametrize("header", [OWN_HEADER, BACKGROUND, OWNER])
def test_what_the_page_says_of_its_own_call_reaches_the_functions(gateway: Gateway, header: str) -> None:
    gateway.call("GET", "/api/auth/me", {"Cookie": gateway.cookie, header: "1"})
    assert gateway.seen()["headers"].get(header) == "1"
