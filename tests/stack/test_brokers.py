"""A sign-in at each of the other brokers, through the Functions host: only the parts that it needs are started."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from local.run.ports import free_ports
from local.run.stack import Stack
from local.run.values import dressed
from tests.stack.consultant import SESSION, Consultant


@pytest.fixture(scope="module", params=["idura", "signicat"])
def stack(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder, ports = tmp_path_factory.mktemp(request.param), free_ports()
    (folder / "azurite").mkdir()
    made = Stack(ports, folder, folder, lambda name, line: None, dressed(ports, request.param))
    try:
        for name in ("azurite", "mitid", "functions"):
            made.start_part(name)
        yield made
    finally:
        made.stop()


def signed_in(stack: Stack, choice: str) -> tuple[Consultant, str]:
    """A browser at the functions themselves, and the page that our callback answers with."""
    browser = Consultant(stack.functions)
    back = urlsplit(browser.up_to_callback(choice))
    return browser, browser.get(f"{back.path}?{back.query}").text


def test_an_employee_signs_in(stack: Stack) -> None:
    browser, page = signed_in(stack, "person=karen")
    assert "Du er logget ind" in page
    me = browser.get("/api/auth/me").json()
    assert (me["name"], me["initials"], me["roles"]) == ("Karen Kristensen", "KK", [])
    browser, _ = signed_in(stack, "person=beskyttet")
    assert browser.get("/api/auth/me").json()["name"].startswith("Medarbejder ")


@pytest.mark.parametrize(
    ("choice", "words"), [("person=anna", "Du er ikke ansat i kommunen"), ("abort=1", "Login blev afbrudt")]
)
def test_who_does_not_come_in_is_told_why(stack: Stack, choice: str, words: str) -> None:
    browser, page = signed_in(stack, choice)
    assert words in page
    assert not browser.cookie(SESSION)
