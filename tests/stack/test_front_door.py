"""The public address, which is all that the browser sees: headers, errors, unknown paths."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from local.run.parts import HOME
from tests.stack.consultant import Consultant
from tests.stack.running import Running

CONFIGURATION = HOME / "static-web" / "public" / "staticwebapp.config.json"


def test_a_page_comes_with_its_security_headers(product: Running) -> None:
    if not CONFIGURATION.exists():
        pytest.skip("this tree holds no front end, so no staticwebapp.config.json to apply")
    headers = product.consultant().get("/").headers
    expected = json.loads(Path(CONFIGURATION).read_text("utf-8"))["globalHeaders"]
    assert {name: headers.get(name) for name in expected} == expected
    policy = headers["content-security-policy"]
    assert "unsafe-" not in policy
    assert "default-src" in policy


def test_answers_of_the_api_are_not_kept_or_guessed_at(product: Running) -> None:
    for address in ("/api/health/live", "/api/auth/me", "/api/registrations"):
        headers = product.consultant().get(address).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"


def test_the_api_says_no_and_never_leads_elsewhere(product: Running) -> None:
    answer = product.consultant().get("/api/registrations")
    assert answer.status_code == 401
    assert answer.json()["code"] == "no-session"
    assert "location" not in answer.headers


def test_a_problem_is_told_in_the_readers_language(product: Running) -> None:
    browser = product.consultant()
    assert browser.get("/api/definitions").json()["title"] == "Du er ikke logget ind"
    assert browser.get("/api/definitions", {"accept-language": "en"}).json()["title"] == "You are not signed in"


def test_what_is_not_there_is_404(karen: Consultant) -> None:
    assert karen.get("/api/ukendt").status_code == 404
    assert karen.request("DELETE", "/api/registrations").status_code in (404, 405)
