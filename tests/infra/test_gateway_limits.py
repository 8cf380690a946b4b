"""The gateway's rate limits: a whole municipality can sign in at eight from one address, but nobody can flood it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from pathlib import Path
import time

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
import httpx
import pytest

from tests.infra.conftest import Gateway, deployed_values, token
from tests.infra.crowd import answering, statuses
from tests.infra.predicted import committed
from tests.infra.running_gateway import IP_HEADER, configuration, serving
from tests.infra.tools import gateway_runner

pytestmark = pytest.mark.rare

SIGN_INS = 5000
BY_MINUTE = (
    *(60, 150, 270, 400, 500, 500, 470, 420, 370, 320, 270, 230, 190, 160, 130),
    *(110, 90, 75, 60, 50, 40, 35, 25, 20, 15, 12, 10, 8, 6, 4),
)
"""The number of people who sign in by minute from 8.00 to 8.30; a tenth of them in the busiest minute."""
TRIED_AGAIN = 0.2
"""The share of people who start the sign-in twice: the phone was locked, the wrong window, a slow network."""
ASKED = 23
"""How often a phone asks who is signed in: when it opens, when it is looked at again, and every 3 s during the minute that MitID
takes."""
TOWN_HALL = "192.0.2.10"


@dataclass
class Crowd:
    """Many callers behind one address. `folder`: holds the file with the gateway's clock offset."""

    url: str
    folder: Path
    public_url: str
    key: RSAPrivateKey

    def at(self, minute: float) -> None:
        """Set the gateway's clock to `minute` minutes after eight, later than before."""
        # Replaced in one step, since the gateway reads it at each call.
        new = self.folder / "offset.new"
        new.write_text(str(round(minute * 60)), "ascii")
        new.replace(self.folder / "offset.txt")

    def calls(self, path: str, calls: float, address: str = TOWN_HALL, **headers: str) -> Counter[int]:
        return statuses(httpx.URL(self.url).port or 80, path, ceil(calls), {IP_HEADER: address, **headers})

    def hammered(self, minute: int, path: str, calls: int) -> tuple[int, Counter[int]]:
        """Make many calls within one minute of the gateway's clock, from `minute` on; gives that minute and the answers by
        status. If a busy machine does not finish within the minute, it tries again an hour later."""
        for begins in range(minute, minute + 600, 60):
            self.at(begins)
            started = time.monotonic()
            result = self.calls(path, calls)
            if time.monotonic() - started < 40:
                return begins, result
        raise AssertionError(f"this machine cannot make {calls} calls in 40 seconds, so the limit cannot be shown")

    def call(self, method: str, path: str, address: str = TOWN_HALL, **headers: str) -> httpx.Response:
        sent = {IP_HEADER: address, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return httpx.request(method, f"{self.url}{path}", headers=sent, trust_env=False)

    def put(self, cookie: str) -> httpx.Response:
        return self.call("PUT", "/api/registrations/virksomhedsbesoeg/1", Cookie=cookie, X_Feltskema="1")

    def session(self, minute: float) -> str:
        """The cookie of a session begun `minute` minutes after eight."""
        return f"__Host-feltskema={token(self.public_url, self.key, -timedelta(minutes=minute))}"


@pytest.fixture(scope="module")
def crowd(
    session_keys: tuple[RSAPrivateKey, RSAPrivateKey], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Crowd]:
    folder, predicted = tmp_path_factory.mktemp("crowd"), committed("prod")
    with answering() as port:
        file = configuration(predicted, folder, deployed_values(port, port, port, *session_keys))
        with serving(gateway_runner(), file) as url:
            yield Crowd(url, folder, predicted.settings()["PUBLIC_URL"], session_keys[0])


def test_a_municipality_signs_in_between_eight_and_half_past_behind_one_address(crowd: Crowd) -> None:
    assert sum(BY_MINUTE) == SIGN_INS
    for minute, people in enumerate(BY_MINUTE):
        crowd.at(minute)
        for path in ("/api/auth/login?next=/", "/api/auth/callback?code=c&state=s"):
            answers = crowd.calls(path, people * (1 + TRIED_AGAIN))
            assert set(answers) == {200}, f"8.{minute:02} {path}: {answers}"


LIMITS = {"/api/auth/login": 3000, "/api/health/ready": 600}
"""The allowed calls for each minute and address, without a session."""


@pytest.mark.parametrize("path", LIMITS)
def test_who_hammers_waits_and_hinders_nobody_else(crowd: Crowd, path: str) -> None:
    """Each purpose and each address has its own counter, and signed-in people are not counted by them."""
    limit = LIMITS[path]
    begun, answers = crowd.hammered(40 + 2 * list(LIMITS).index(path), path, limit + 20)
    assert answers == {200: limit, 429: 20}
    others = {other: crowd.calls(other, 1) for other in LIMITS if other != path}
    assert others == {other: {200: 1} for other in others}
    assert crowd.calls("/api/auth/me", 1) == {204: 1}
    assert crowd.calls(path, 1, "192.0.2.11") == {200: 1}
    assert crowd.put(crowd.session(begun)).status_code == 200
    crowd.at(begun + 1)
    assert crowd.calls(path, 1) == {200: 1}, "a minute later it is open again"


def test_every_phone_may_ask_who_is_signed_in_but_not_for_ever(crowd: Crowd) -> None:
    """All phones may ask in the busiest minute; twice as many calls are too many, with an invalid session as without one."""
    limit = 24000
    assert 2 * max(BY_MINUTE) * ASKED <= limit
    begun, answers = crowd.hammered(700, "/api/auth/me", limit + 20)
    assert answers == {204: limit, 429: 20}
    strangers = token("https://x.example", crowd.key)
    for bad in (
        crowd.session(begun - 62),
        "__Host-feltskema=nonsense",
        "__Host-feltskema=a.b.c",
        f"__Host-feltskema={strangers}",
    ):
        assert crowd.calls("/api/definitions", 1, Cookie=bad) == {429: 1}, bad
    assert {path: crowd.calls(path, 1) for path in LIMITS} == {path: {200: 1} for path in LIMITS}
    assert crowd.calls("/api/auth/me", 1, "192.0.2.11") == {204: 1}
    assert crowd.put(crowd.session(begun)).status_code == 200
    crowd.at(begun + 1)
    assert crowd.calls("/api/auth/me", 1) == {204: 1}


def test_who_forges_a_session_waits_and_the_colleague_with_a_real_one_does_not(crowd: Crowd) -> None:
    crowd.at(1400)
    stranger = generate_private_key(65537, 2048)
    forged = f"__Host-feltskema={token(crowd.public_url, stranger, -timedelta(minutes=1400))}"
    assert crowd.calls("/api/definitions", 70, Cookie=forged) == {401: 60, 429: 10}
    assert crowd.calls("/api/definitions", 1, Cookie=crowd.session(1400)) == {200: 1}


def test_who_hammers_with_a_session_waits_and_others_do_not(crowd: Crowd) -> None:
    crowd.at(1500)
    assert crowd.calls("/api/definitions", 301, Cookie=crowd.session(1500)) == {200: 300, 429: 1}
    assert crowd.calls("/api/definitions", 1, Cookie=crowd.session(1500)) == {200: 1}


@pytest.mark.parametrize(
    ("language", "title"), [("da-DK,da;q=0.9", "Der er kø lige nu"), ("en", "There is a queue right now")]
)
def test_a_person_over_the_limit_gets_a_page_that_says_what_to_do(crowd: Crowd, language: str, title: str) -> None:
    minute = 3000 if language == "en" else 2000
    crowd.hammered(minute, "/api/auth/login", 3000)
    headers = {"Accept": "text/html,*/*;q=0.8", "Accept_Language": language, "Sec_Fetch_Mode": "navigate"}
    page = crowd.call("GET", "/api/auth/login?next=/", **headers)
    assert (page.status_code, page.headers["content-type"]) == (429, "text/html; charset=utf-8")
    assert page.headers["content-language"] == language[:2]
    assert page.text.startswith("<!doctype html>")
    assert f"<h1>{title}</h1>" in page.text
    assert 'href="/"' in page.text
    assert 1 <= int(page.headers["retry-after"]) <= 60
    problem = crowd.call("GET", "/api/auth/login", Accept="application/json").json()
    assert (problem["status"], problem["code"]) == (429, "too-many-requests")


def test_every_no_of_the_gateway_is_a_page_for_a_person(gateway: Gateway, dead_gateway: str) -> None:
    person = {"Accept": "text/html", "Sec-Fetch-Mode": "navigate"}
    for url, path in ((gateway.url, "/.auth/me"), (dead_gateway, "/"), (dead_gateway, "/api/auth/login")):
        answer = httpx.get(f"{url}{path}", headers=person, trust_env=False)
        assert answer.status_code in (404, 503)
        assert answer.text.startswith("<!doctype html>"), path
        assert answer.headers["cache-control"] == "no-store"
