"""A short round of what `make fuzz` does at length."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from local.run.ports import free_ports
from local.run.stack import Stack
from tests.fuzz.hooks import COOKIE, session
from tests.fuzz.run import fuzz, is_failure

pytestmark = pytest.mark.rare

FAILURES: list[str] = []
"""What the app itself called a failure while it was fuzzed."""


def _heard(part: str, line: str) -> None:
    if is_failure(part, line):
        FAILURES.append(line)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("fuzz")
    stack = Stack(free_ports(), folder / "data", folder, _heard)
    try:
        for name in ("azurite", "mitid", "fasit", "cvr", "functions"):
            stack.start_part(name)
        yield stack
    finally:
        stack.stop()


def test_the_api_keeps_its_contract(stack: Stack) -> None:
    outcome = fuzz(stack, seed=2026, examples=8)
    assert not outcome.failures, "\n".join((outcome.report, *FAILURES))
    assert outcome.requests >= 1500
    cookie = session(stack.url, stack.keys.read("session-key.pem"))
    url = f"http://127.0.0.1:{stack.ports.functions}/api/registrations?limit=100"
    taken = httpx.get(url, headers={"Cookie": f"{COOKIE}={cookie}"}).json()["items"]
    assert len(taken) >= 10, "hardly any generated registration was taken in: the run says little"


def test_a_line_break_in_the_path_is_told_by_the_app(stack: Stack) -> None:
    answer = httpx.get(f"http://127.0.0.1:{stack.ports.functions}/api/no/such%0Aplace")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown-route")
