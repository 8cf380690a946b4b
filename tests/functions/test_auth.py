"""Sign in, who am I, sign out, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from functions import auth
from shared.adapters.memory.access import MemoryAccess
from shared.adapters.memory.sign_ins import ISSUER, SUBSTANTIAL
from shared.domain.access.person import person_key
from shared.settings import settings
from tests.examples import KAREN, MEHMET
from tests.functions.edge import Answer, Edge

CLAIMS: dict[str, Any] = {
    "loa": SUBSTANTIAL,
    "nemlogin.cvr": "64942212",
    "nemlogin.name": "Karen Kristensen",
}
AT_THE_BROKER = KAREN.model_copy(update={"key": person_key(ISSUER, "karen")})


def cookie(answer: Answer) -> tuple[str, str, dict[str, str]]:
    """Name, value and attributes of the one cookie, read as the worker reads it."""
    assert answer.cookie
    [(name, morsel)] = SimpleCookie(answer.cookie).items()
    names = ("path", "max-age", "secure", "httponly", "samesite", "domain")
    return name, morsel.value, {key: str(morsel[key]) for key in names}


SAFE = {"path": "/", "secure": "True", "httponly": "True", "samesite": "Lax", "domain": ""}


async def begun(edge: Edge, path: str = "/") -> tuple[str, str]:
    """The state of a sign-in that the browser has begun, and its device cookie."""
    answer = await edge.call(auth.get_login, params={"next": path}, headers={"cookie": ""})
    assert (answer.status, answer.body) == (302, b"")
    name, value, attributes = cookie(answer)
    assert name == "__Host-feltskema-device"
    assert attributes == {**SAFE, "max-age": str(180 * 24 * 3600)}
    return parse_qs(urlsplit(answer.headers["location"]).query)["state"][0], f"{name}={value}"


async def returned(edge: Edge, params: dict[str, str], device: str, **headers: str) -> Answer:
    sent = {"cookie": device, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return await edge.call(auth.get_callback, params=params, headers=sent)


@pytest.fixture
def at_the_broker(edge: Edge) -> Edge:
    edge.access.lines |= MemoryAccess(AT_THE_BROKER).lines
    edge.broker.persons = {
        "karen": CLAIMS,
        "lars": {**CLAIMS, "loa": SUBSTANTIAL.replace("Substantial", "Low")},
        "anna": {**CLAIMS, "nemlogin.cvr": "10000009"},
    }
    return edge


async def test_a_person_signs_in_is_known_and_signs_out(at_the_broker: Edge, monkeypatch: pytest.MonkeyPatch) -> None:
    edge = at_the_broker
    monkeypatch.setenv("OIDC_PRIVILEGE_ROLES", '{"Feltskema konsulent":"konsulent"}')
    settings.cache_clear()
    edge.broker.privileges = ("Feltskema konsulent", "operatoer")
    state, device = await begun(edge, "/registreringer?vis=1")
    page = await returned(edge, edge.broker.approve(state, "karen"), device)
    assert page.status == 200
    assert page.headers["content-type"] == "text/html"
    assert 'href="/registreringer?vis=1"' in page.body.decode()
    assert "Du er logget ind" in page.body.decode()
    assert "unsafe" not in page.headers["content-security-policy"]
    name, value, attributes = cookie(page)
    assert (name, attributes) == ("__Host-feltskema", {**SAFE, "max-age": str(10 * 3600)})
    edge.cookie = f"{device}; {name}={value}"
    me = (await edge.me()).json
    assert (me["name"], me["initials"], me["roles"]) == ("Karen Kristensen", "KK", ["konsulent"])
    assert me["expiresAt"] == "2026-11-23T14:05:00Z"
    assert me["workdayEndsAt"] == "2026-11-23T23:05:00Z"
    assert edge.handshakes.under_way == {}
    out = await edge.sign_out()
    assert (out.status, out.body) == (204, b"")
    name, value, attributes = cookie(out)
    assert (name, value, attributes["max-age"]) == ("__Host-feltskema", "out", "5")
    edge.cookie = f"{name}={value}"
    assert (await edge.me()).status == 204


async def test_a_session_stands_in_no_address(at_the_broker: Edge) -> None:
    edge = at_the_broker
    state, device = await begun(edge)
    page = await returned(edge, edge.broker.approve(state, "karen"), device)
    name, token, _ = cookie(page)
    # It comes in the cookie and nowhere else, and counts nowhere else.
    assert token not in page.body.decode()
    assert [header for header, value in page.headers.items() if token in value] == ["set-cookie"]
    answer = await edge.call(auth.get_me, params={name: token, "session": token}, headers={"cookie": "none=1"})
    assert answer.status == 204


async def test_what_one_persons_page_sends_is_taken_in_nobody_elses_session(edge: Edge) -> None:
    refused = await edge.put(feltskema_person=MEHMET.key)
    assert (refused.status, refused.json["code"]) == (401, "no-session")
    assert edge.stored == 0
    assert (await edge.put(feltskema_person=KAREN.key)).status == 201
    # A page of before it was asked for says nothing.
    assert (await edge.put()).status == 201


async def test_a_device_keeps_its_cookie(at_the_broker: Edge) -> None:
    _, device = await begun(at_the_broker)
    answer = await at_the_broker.call(auth.get_login, headers={"cookie": device})
    name, value, _ = cookie(answer)
    assert f"{name}={value}" == device


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
async def test_the_way_on_never_leads_elsewhere(at_the_broker: Edge, path: str) -> None:
    state, device = await begun(at_the_broker, path)
    page = (await returned(at_the_broker, at_the_broker.broker.approve(state, "karen"), device)).body.decode()
    assert 'href="/"' in page
    assert "evil" not in page
    assert "alert" not in page


async def test_the_way_on_is_no_markup(at_the_broker: Edge) -> None:
    state, device = await begun(at_the_broker, "/\"><script>alert('x')</script>")
    page = (await returned(at_the_broker, at_the_broker.broker.approve(state, "karen"), device)).body.decode()
    assert "<script" not in page


@pytest.mark.parametrize(
    ("person", "code", "words"),
    [
        ("lars", 403, "Log ind med MitID på sikringsniveau Betydelig"),
        ("anna", 403, "Kun medarbejdere i kommunen har adgang"),
    ],
)
async def test_who_may_not_come_in_is_told_why(at_the_broker: Edge, person: str, code: int, words: str) -> None:
    state, device = await begun(at_the_broker)
    page = await returned(at_the_broker, at_the_broker.broker.approve(state, person), device)
    assert page.status == code
    assert words in page.body.decode()
    assert page.cookie == ""


@pytest.mark.parametrize(
    ("description", "danish", "english"),
    [
        ("mitid_user_aborted", "Du afbrød MitID", "You cancelled MitID"),
        ("mitid_erhverv.no_identities", "Bed kommunens administrator", "administrator of MitID Erhverv"),
        ("mitid_browser_not_supported", "Åbn siden i Safari eller Chrome", "Open the page in Safari or Chrome"),
        ("idp_correlation_failure", "automatisk dato og klokkeslæt", "automatic date and time"),
        ("mitid_timeout", "Det er ikke noget, du har gjort", "It is nothing you have done"),
    ],
)
async def test_whoever_the_broker_turns_away_is_told_what_to_do(
    at_the_broker: Edge, description: str, danish: str, english: str
) -> None:
    for language, words in (("da", danish), ("en", english)):
        state, device = await begun(at_the_broker)
        error = {"state": state, "error": "access_denied", "error_description": description}
        page = await returned(at_the_broker, error, device, accept_language=language)
        assert page.status == 403
        assert words in page.body.decode()
        assert f'<html lang="{language}">' in page.body.decode()
        assert description not in page.body.decode()


@pytest.mark.parametrize("params", [{}, {"state": "x", "code": "y"}, {"state": "' or 1", "code": "<b>"}])
async def test_a_return_that_nobody_began(edge: Edge, params: dict[str, str]) -> None:
    page = await returned(edge, params, "")
    assert page.status == 403
    assert "udløbet eller allerede brugt" in page.body.decode()


async def test_another_browser_does_not_come_in(at_the_broker: Edge) -> None:
    state, _ = await begun(at_the_broker)
    page = await returned(at_the_broker, at_the_broker.broker.approve(state, "karen"), "__Host-feltskema-device=other")
    assert page.status == 403
    assert page.cookie == ""
    assert "en anden browser" in page.body.decode()


async def test_a_broker_out_of_reach(at_the_broker: Edge) -> None:
    state, device = await begun(at_the_broker)
    answer = at_the_broker.broker.approve(state, "karen")
    at_the_broker.broker.down = True
    page = await returned(at_the_broker, answer, device)
    assert page.status == 503
    assert "MitID svarer ikke" in page.body.decode()
    login = await at_the_broker.call(auth.get_login)
    assert (login.status, login.headers["content-type"]) == (503, "text/html")
    assert "MitID svarer ikke" in login.body.decode()


async def test_a_session_is_renewed_while_it_is_used(edge: Edge) -> None:
    assert (await edge.mine()).cookie == ""
    edge.cookie = edge.session(minutes=59)
    answer = await edge.mine()
    name, value, attributes = cookie(answer)
    assert (name, attributes["max-age"]) == ("__Host-feltskema", str(10 * 3600))
    edge.context.clock.pass_(minutes=59)
    edge.cookie = f"{name}={value}"
    assert (await edge.me()).json["key"] == KAREN.key


async def test_signing_out_does_not_renew(edge: Edge) -> None:
    edge.cookie = edge.session(minutes=30)
    assert cookie(await edge.sign_out())[1] == "out"


async def test_two_sessions_of_one_person_are_signed_out_apart(edge: Edge) -> None:
    phone, computer = edge.session(minutes=6), edge.session(minutes=6)
    edge.cookie = phone
    await edge.sign_out()
    assert (await edge.mine()).status == 401
    edge.cookie = computer
    assert (await edge.mine()).status == 200


async def test_a_session_survives_foreign_and_broken_cookies(edge: Edge) -> None:
    edge.cookie = f'x={{"k":1}}; bad name=1; {edge.session()}; y="a b"; __Host-feltskema='
    assert (await edge.me()).status == 200


async def test_a_session_lasts_no_longer_than_the_working_day(edge: Edge) -> None:
    begun_at = edge.context.clock()
    edge.cookie = edge.session()
    while edge.context.clock() < begun_at + timedelta(hours=9, minutes=50):
        edge.context.clock.pass_(minutes=10)
        answer = await edge.mine()
        assert answer.status == 200
        name, value, _ = cookie(answer)
        edge.cookie = f"{name}={value}"
    edge.context.clock.pass_(minutes=10)
    assert (await edge.mine()).status == 401
