"""Taking in a registration."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from shared.domain.problems import (
    BadRequest,
    Conflict,
    InvalidAnswers,
    InvalidId,
    OutOfReach,
    Problem,
    UnknownApp,
    UnknownVersion,
)
from shared.domain.registration import Pointer, Status
from shared.services.deliver import deliver
from shared.services.submit import submit
from tests.examples import APP, KAREN, MEHMET, NOW, VISIT, uuid7
from tests.working import Surroundings

GOOD = {"version": 1, "answers": VISIT}


async def test_a_visit_is_stored_pointed_to_and_sent(around: Surroundings) -> None:
    entry = await around.submitted()
    pointer = Pointer(person_key=KAREN.key, id=entry.id)
    assert (entry.status, entry.received_at, entry.title) == ("received", NOW, "Café Blåbær ApS · 64942212")
    assert around.row(pointer).answers == VISIT
    assert list(around.registrations.pointers) == [pointer]
    assert around.outbox.pointers == [pointer]
    assert around.told(pointer) == ["received"]


async def test_the_same_again_is_the_same_answer_and_another_message(around: Surroundings) -> None:
    first = await around.submitted()
    around.clock.pass_(seconds=30)
    assert await around.submitted(str(first.id)) == first
    assert len(around.registrations.rows) == 1
    assert len(around.outbox.sent) == 2


async def test_the_same_many_times_at_once_is_one_row(around: Surroundings) -> None:
    id = str(uuid7())
    entries = await asyncio.gather(*(around.submitted(id) for _ in range(6)))
    assert all(entry == entries[0] for entry in entries)
    assert len(around.registrations.rows) == 1


async def test_the_order_of_members_is_no_other_content(around: Surroundings) -> None:
    first = await around.submitted()
    turned = dict(reversed(VISIT.items()))
    assert await submit(APP, str(first.id), {"answers": turned, "version": 1}, KAREN, around.work) == first


async def test_other_content_under_the_same_id_is_a_conflict(around: Surroundings) -> None:
    first = await around.submitted()
    with pytest.raises(Conflict):
        await around.submitted(str(first.id), notat="Noget andet")
    [row] = around.registrations.rows.values()
    assert row.answers == VISIT


async def test_the_same_id_of_another_person_is_another_registration(around: Surroundings) -> None:
    mine = await around.submitted()
    theirs = await around.submitted(str(mine.id), MEHMET, notat="Mit eget")
    assert theirs.id == mine.id
    assert len(around.registrations.rows) == 2


async def test_a_repeat_of_what_is_delivered_sends_no_message(around: Surroundings) -> None:
    pointer = await around.waiting()
    await deliver(pointer, around.work)
    around.outbox.sent.clear()
    assert (await around.submitted(str(pointer.id))).status is Status.DELIVERED
    assert around.outbox.sent == []


async def test_a_message_that_cannot_be_sent_is_the_sweepers_business(around: Surroundings) -> None:
    around.outbox.down = True
    entry = await around.submitted()
    assert entry.status is Status.RECEIVED
    assert len(around.registrations.pointers) == 1


async def test_a_storage_that_is_down_is_told(around: Surroundings) -> None:
    def down(call: str) -> None:
        raise OutOfReach("storage-unavailable")

    around.registrations.trouble = down
    with pytest.raises(OutOfReach):
        await around.submitted()
    assert around.outbox.sent == []


@pytest.mark.parametrize(
    "id",
    [
        "",
        "1",
        "0190a6e0-0000-4000-8000-000000000000",
        "0190A6E0-0000-7000-8000-000000000000",
        "{0190a6e0-0000-7000-8000-000000000000}",
        "0190a6e000007000800000000000000",
        "00000000-0000-0000-0000-000000000000",
        "0190a6e0-0000-7000-0000-000000000000",
    ],
)
async def test_an_id_that_is_no_uuid_of_version_7(around: Surroundings, id: str) -> None:
    with pytest.raises(InvalidId):
        await submit(APP, id, GOOD, KAREN, around.work)
    assert not around.registrations.rows


@pytest.mark.parametrize(
    ("app", "body", "problem"),
    [
        ("findes-ikke", GOOD, UnknownApp),
        ("../" + APP, GOOD, UnknownApp),
        (APP, {**GOOD, "version": 2}, UnknownVersion),
        (APP, {**GOOD, "version": 0}, UnknownVersion),
        (APP, {**GOOD, "version": True}, BadRequest),
        (APP, {**GOOD, "version": "1"}, BadRequest),
        (APP, {**GOOD, "version": 1.0}, BadRequest),
        (APP, {"answers": VISIT}, BadRequest),
        (APP, {"version": 1}, BadRequest),
        (APP, {"version": 1, "answers": []}, BadRequest),
        (APP, {**GOOD, "person": "en anden"}, BadRequest),
        (APP, {"version": 1, "answers": {}}, InvalidAnswers),
    ],
)
async def test_what_cannot_be_taken_in_leaves_nothing(
    around: Surroundings, app: str, body: dict[str, Any], problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        await submit(app, str(uuid7()), body, KAREN, around.work)
    assert not around.registrations.rows
    assert not around.registrations.pointers
    assert not around.outbox.sent
