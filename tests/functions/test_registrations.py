"""Registrations over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
import re

import pytest

from shared import wiring
from shared.adapters.registrations_table import TableRegistrations
from shared.domain.failures import Refused, Uncertain
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from tests.adapters.watched import Wire, watched
from tests.examples import CANARY, KAREN, MEHMET, VISIT, registration, uuid7
from tests.functions.edge import Edge
from tests.servers import Servers


async def test_a_visit_is_taken_in(edge: Edge) -> None:
    id = str(uuid7())
    answer = await edge.put(id=id)
    assert answer.status == 201
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json == {
        "id": id,
        "app": "virksomhedsbesoeg",
        "version": 1,
        "revision": 1,
        "title": "Café Blåbær ApS · 64942212",
        "card": ["23. november 2026 kl. 14.05"],
        "followUp": None,
        "status": "received",
        "statusAt": "2026-11-23T13:05:00Z",
        "receivedAt": "2026-11-23T13:05:00Z",
        "target": "fasit-documents",
        "targets": ["fasit-documents"],
        "reason": None,
        "receipt": None,
    }


async def test_the_same_three_times_is_one_and_the_same_answer(edge: Edge) -> None:
    id = str(uuid7())
    answers = [await edge.put(id=id) for _ in range(3)]
    assert [answer.status for answer in answers] == [201] * 3
    assert answers[0].body == answers[1].body == answers[2].body
    assert len(edge.context.registrations.rows) == 1


async def test_the_same_at_once_is_one_and_the_same_answer(edge: Edge) -> None:
    id = str(uuid7())
    answers = await asyncio.gather(*(edge.put(id=id) for _ in range(5)))
    assert {(answer.status, answer.body) for answer in answers} == {(201, answers[0].body)}
    assert len(edge.context.registrations.rows) == 1


async def test_other_content_is_a_conflict(edge: Edge) -> None:
    id = str(uuid7())
    await edge.put(id=id)
    answer = await edge.put({"version": 1, "answers": {**VISIT, "notat": f"Andet {CANARY}"}}, id)
    assert (answer.status, answer.json["code"]) == (409, "conflict")
    assert (await edge.look(id)).json["answers"] == VISIT


async def test_a_visit_can_be_looked_at_whole(edge: Edge) -> None:
    id = str(uuid7())
    await edge.put(id=id)
    await deliver(edge.key(id), edge.context.dependencies)
    seen = (await edge.look(id)).json
    assert seen["answers"] == VISIT
    assert seen["status"] == "delivered"
    assert seen["receipt"]["id"] == "document-1"
    assert [line["status"] for line in seen["history"]] == ["received", "delivering", "delivered"]
    assert [line["by"] for line in seen["history"]] == [KAREN.name, "system", "system"]


@pytest.mark.parametrize(
    "note",
    [
        "😀👩‍🚒🇩🇰",
        "Ελληνικά",
        "مرحبا بالعالم",
        "שלום",
        "漢字",
        "e\u0301",
        "\u200fa",
        "linje 1\nlinje 2\ttab",
        "<b>&amp;",
    ],
)
async def test_a_note_in_any_script_comes_back(edge: Edge, note: str) -> None:
    answer = await edge.put_answers(notat=note)
    assert answer.status == 201
    assert (await edge.look(answer.json["id"])).json["answers"]["notat"] == note


async def test_a_reason_is_told_in_the_readers_language(edge: Edge) -> None:
    id = (await edge.put()).json["id"]

    def no(step: str) -> None:
        raise Refused("refused", "Ukendt part")

    edge.context.target.trouble = no
    await deliver(edge.key(id), edge.context.dependencies)
    assert (await edge.look(id)).json["reason"] == {
        "code": "refused",
        "message": "Fasit afviste registreringen: Ukendt part",
    }
    english = await edge.look(id, **{"accept-language": "en-GB,en;q=0.9,da;q=0.8"})
    assert english.json["reason"]["message"] == "Fasit refused the registration: Ukendt part"
    assert english.headers["content-language"] == "en"


async def test_an_uncertain_visit_is_settled(edge: Edge) -> None:
    id = (await edge.put()).json["id"]

    def lost(step: str) -> None:
        if step == "created":
            raise Uncertain("uncertain")

    edge.context.target.trouble = lost
    await deliver(edge.key(id), edge.context.dependencies)
    assert (await edge.look(id)).json["status"] == "uncertain"
    settled = await edge.settle(id, {"outcome": "delivered", "receipt": "sag-17"})
    assert settled.status == 200
    assert settled.json["receipt"]["id"] == "sag-17"
    assert (await edge.settle(id, {"outcome": "delivered"})).status == 409


async def test_nobody_sees_another_persons_registration(edge: Edge) -> None:
    id = (await edge.put()).json["id"]
    edge.cookie = edge.session(MEHMET)
    assert (await edge.look(id)).json["code"] == "unknown-registration"
    assert (await edge.settle(id, {"outcome": "delivered"})).status == 404
    assert (await edge.mine()).json == {"items": [], "next": None}


async def test_under_another_app_it_does_not_exist(edge: Edge) -> None:
    id = (await edge.put()).json["id"]
    assert (await edge.look(id, app="en-anden")).status == 404


async def test_my_list_is_newest_first_page_by_page(edge: Edge) -> None:
    ids = []
    for _ in range(5):
        edge.context.clock.pass_(minutes=1)
        ids.append((await edge.put(id=str(uuid7(edge.context.clock())))).json["id"])
    first = (await edge.mine(limit="3")).json
    second = (await edge.mine(limit="3", after=first["next"])).json
    assert [entry["id"] for entry in first["items"] + second["items"]] == ids[::-1]
    assert second["next"] is None
    assert "answers" not in first["items"][0]


@pytest.mark.parametrize("limit", ["0", "101", "-1", "x", "1.5", "٣", "0025000000", "1" * 5000])
async def test_a_limit_that_cannot_be_used(edge: Edge, limit: str) -> None:
    answer = await edge.mine(limit=limit)
    assert (answer.status, answer.json["code"]) == (400, "bad-request")
    assert "limit" in answer.json["detail"]


async def test_a_cursor_that_cannot_be_used(edge: Edge) -> None:
    answer = await edge.mine(after="æ")
    assert (answer.status, answer.json["code"]) == (400, "bad-request")


@pytest.fixture
async def stored(edge: Edge, servers: Servers) -> AsyncIterator[Wire]:
    """The edge on a real store of tables."""
    account = watched(servers.account())
    store = TableRegistrations(account)
    context = edge.context
    dependencies = replace(context.dependencies, registrations=store)
    with wiring.override(**{**edge.parts, "dependencies": dependencies}):
        await edge.mine()
        account.wire.requests.clear()
        yield account.wire
    await store.close()


async def test_a_page_is_exactly_one_storage_request(edge: Edge, stored: Wire) -> None:
    for _ in range(5):
        await edge.put()
    stored.requests.clear()
    page = (await edge.mine(limit="2")).json
    assert (len(page["items"]), len(stored.requests)) == (2, 1)
    await edge.mine(limit="2", after=page["next"])
    assert len(stored.requests) == 2


async def test_the_same_at_once_is_one_row_in_tables(edge: Edge, stored: Wire) -> None:
    id = str(uuid7())
    answers = await asyncio.gather(*(edge.put(id=id) for _ in range(4)))
    assert {(answer.status, answer.body) for answer in answers} == {(201, answers[0].body)}
    assert len((await edge.mine()).json["items"]) == 1
    conflict = await edge.put({"version": 1, "answers": {**VISIT, "opfoelgning": True, "notat": "Andet"}}, id)
    assert conflict.status in (409, 422)


def test_a_row_belongs_to_a_key_that_tells_nobody_who(edge: Edge) -> None:
    registration_key: RegistrationKey = registration().key
    assert re.fullmatch("[0-9a-f]{32}", registration_key.person_key)
    assert "karen" not in registration_key.person_key
