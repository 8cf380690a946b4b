"""Every route × every caller × their own and somebody else's: nobody comes further than the matrix says, and nothing leaks."""

from __future__ import annotations

import copy
from dataclasses import replace
import json
from typing import Any
from uuid import UUID

import pytest

from functions.contract.routes import Route, routes
from shared import wiring
from shared.adapters.memory.access import MemoryAccess
from shared.domain.access.person import Person
from shared.domain.attachments import AttachmentKey, Stored
from tests.examples import KAREN, MEHMET, registration
from tests.functions.edge import OWN, Answer, Edge
from tests.functions.matrix import CALLERS, FILE, MATRIX, NOBODY, OTHERS, REGISTRATION, ROLELESS, Row

ROUTES = {route.name: route for route in routes()}
SECRET = "mehmets-hemmelighed"
MARKS = (MEHMET.name, MEHMET.key, SECRET)
"""What stands in Mehmet's things and nowhere in a caller's."""


def test_every_route_has_its_row_and_every_row_its_route() -> None:
    assert set(MATRIX) == set(ROUTES)


def test_a_row_says_what_the_code_says() -> None:
    for name, route in ROUTES.items():
        anonymous, any_session = NOBODY in MATRIX[name].may, ROLELESS in MATRIX[name].may
        for_all, for_sessions = route.access == "anonymous", route.access in ("anonymous", "person", "person-or-nobody")
        assert (anonymous, any_session) == (for_all, for_sessions), name


async def put_there(edge: Edge) -> None:
    """One registration and one attachment of Karen's, and of Mehmet's."""
    for person, id, note in ((KAREN, REGISTRATION, "karens"), (MEHMET, OTHERS, SECRET)):
        await edge.context.registrations.add(registration(person, id=UUID(id), answers={"notat": note}, title=note))
        key = AttachmentKey(person.key, UUID(id), UUID(FILE))
        edge.context.attachments.files[key] = (Stored("application/pdf", len(note), "0" * 64), note.encode())


def caller(name: str) -> Person:
    """Karen, with that one role."""
    return KAREN.model_copy(update={"roles": () if name in (NOBODY, ROLELESS) else (name,)})


async def called(edge: Edge, route: Route, row: Row, who: str, values: Any) -> Answer:
    edge.access = MemoryAccess(caller(who), MEHMET)
    cookie = "" if who == NOBODY else edge.session(caller(who))
    edge.cookie = "none=1"
    with wiring.override(**edge.parts):
        function = _edge_of(route)
        method = route.method.upper()
        headers = {"cookie": cookie, **(OWN if method not in ("GET", "HEAD") else {})}
        if edge.owner:
            headers["feltskema-person"] = edge.owner
        return await edge.call(function, method, row.body, headers=headers, route=dict(values), params=dict(row.params))


def _edge_of(route: Route) -> Any:
    """The function in front of the handler, as the host calls it."""
    from importlib import import_module

    return getattr(import_module(route.handler.__module__), route.handler.__name__)


def refusal(row: Row, who: str) -> tuple[int, str]:
    if who == NOBODY:
        return row.to_nobody
    return (403, "no-access") if who == ROLELESS else row.refusal


@pytest.mark.parametrize("name", sorted(MATRIX))
async def test_nobody_comes_further_than_the_matrix_says(edge: Edge, name: str) -> None:
    row, route = MATRIX[name], ROUTES[name]
    for who in CALLERS:
        host = Edge()
        await put_there(host)
        answer = await called(host, route, row, who, row.own)
        code = answer.json.get("code") if "problem" in answer.headers["content-type"] else ""
        if who in row.may:
            assert answer.status not in (401, 500), (who, answer.body)
            assert (answer.status, code) != refusal(row, who), who
        else:
            assert (answer.status, code) == refusal(row, who), who
            assert not _leaks(answer), who


@pytest.mark.parametrize("name", sorted(name for name, row in MATRIX.items() if row.others is not None))
async def test_what_is_somebody_elses_is_neither_seen_nor_touched(edge: Edge, name: str) -> None:
    row, route = MATRIX[name], ROUTES[name]
    for who in CALLERS:
        host = Edge()
        await put_there(host)
        before = _mehmets(host)
        answer = await called(host, route, row, who, row.others)
        if who not in row.may:
            assert (answer.status, answer.json["code"]) in (refusal(row, who), (404, row.missing)), who
        elif row.missing:
            assert (answer.status, answer.json["code"]) == (404, row.missing), who
        assert not _leaks(answer), who
        assert _mehmets(host) == before, who


UNSAFE = sorted(name for name, route in ROUTES.items() if route.method.upper() not in ("GET", "HEAD"))


@pytest.mark.parametrize("name", UNSAFE)
async def test_what_one_person_wrote_is_not_sent_in_anothers_session(edge: Edge, name: str) -> None:
    """A phone's outbox says whose its content is: who has signed in meanwhile sends none of it as theirs."""
    row, route = MATRIX[name], ROUTES[name]
    for who in row.may - {NOBODY}:
        host = Edge()
        await put_there(host)
        before = _everybodys(host)
        host.owner = MEHMET.key
        answer = await called(host, route, row, who, row.own)
        assert (answer.status, answer.json["code"]) == (401, "no-session"), who
        assert _everybodys(host) == before, who
        host.owner = KAREN.key
        assert (await called(host, route, row, who, row.own)).status != 401, who


WITH_JSON = sorted(name for name, row in MATRIX.items() if row.body.startswith(b"{"))


@pytest.mark.parametrize("name", WITH_JSON)
async def test_a_member_that_nobody_knows_is_named_and_nothing_done(edge: Edge, name: str) -> None:
    """Every body is closed, as the contract says: a misspelt member is told instead of being left out in silence."""
    row, route = MATRIX[name], ROUTES[name]
    await put_there(edge)
    before, held = _everybodys(edge), dict(edge.context.holds.held)
    misspelt = replace(row, body=json.dumps({**json.loads(row.body), "begrundelse": "x"}).encode())
    answer = await called(edge, route, misspelt, min(row.may), row.own)
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert "begrundelse" in answer.json["detail"]
    assert (_everybodys(edge), edge.context.holds.held) == (before, held)


async def test_a_list_is_ones_own(edge: Edge) -> None:
    await put_there(edge)
    answer = await called(edge, ROUTES["list_registrations"], MATRIX["list_registrations"], "konsulent", {})
    assert [entry["id"] for entry in answer.json["items"]] == [REGISTRATION]
    assert not _leaks(answer)


def _leaks(answer: Answer) -> list[str]:
    reported = answer.body.decode("utf-8", "replace") + str(dict(answer.headers))
    return [mark for mark in MARKS if mark in reported]


def _everybodys(edge: Edge) -> Any:
    store = edge.context.registrations
    return copy.deepcopy((store.rows, store.lines, edge.context.attachments.files, edge.access.signed_out))


def _mehmets(edge: Edge) -> Any:
    store = edge.context.registrations
    rows = {
        registration_key: row
        for registration_key, row in store.rows.items()
        if registration_key.person_key == MEHMET.key
    }
    lines = {registration_key: list(store.lines[registration_key]) for registration_key in rows}
    files = {key: file for key, file in edge.context.attachments.files.items() if key.person_key == MEHMET.key}
    return copy.deepcopy((rows, lines, files))
