"""The edge, wired to memory; whatever a test does, nothing of the answers may come into the log."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
import logging

import httpx
import pytest

from ops.operations import main
from shared import wiring
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.access_list import Grant
from shared.settings import settings
from tests.examples import CANARY, KAREN, MEHMET
from tests.functions.edge import SETTINGS, URL, Edge
from tests.functions.operating import DORTE, TOVE
from tests.functions.typed_operations import Typed, instance


@pytest.fixture
def edge(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Iterator[Edge]:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    caplog.set_level(logging.DEBUG)
    edge = Edge()
    with wiring.override(**edge.parts):
        yield edge
    settings.cache_clear()
    assert CANARY not in caplog.text, "something of the answers is in the log"


@pytest.fixture
def operator(edge: Edge) -> Iterator[Edge]:
    """Dorte is signed in; Karen and Mehmet are consultants."""
    edge.access = MemoryAccess(KAREN, MEHMET, DORTE)
    edge.cookie = edge.session(DORTE)
    with wiring.override(**edge.parts):
        yield edge


@pytest.fixture
def leader(edge: Edge) -> Iterator[Edge]:
    """Tove leads Karen's team; Mehmet is of another."""
    edge.access = MemoryAccess(KAREN, MEHMET, DORTE, TOVE)
    for person, team in ((KAREN, "Nord"), (TOVE, "nord "), (MEHMET, "Syd")):
        line = edge.access.lines[person.key]
        edge.access.lines[person.key] = replace(line, grant=Grant(line.grant.roles, team))
    edge.cookie = edge.session(TOVE)
    with wiring.override(**edge.parts):
        yield edge


@pytest.fixture
def failing() -> dict[str, int]:
    """`after`: the number of calls to `/moves` before one that fails."""
    return {}


@pytest.fixture
def typed(operator: Edge, failing: dict[str, int], capsys: pytest.CaptureFixture[str]) -> Typed:
    """Types a command of `ops.operations` in Dorte's session."""

    def command(*words: str, session: str = "") -> tuple[int, str, str]:
        name, _, token = operator.session(DORTE).partition("=")
        client = httpx.Client(transport=instance(operator, failing))
        code = main(["--url", URL, "--cookie", name, "--session", session or token, *words], client)
        out, err = capsys.readouterr()
        return code, out, err

    return command
