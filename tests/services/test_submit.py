"""Taking in a registration."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from functions.commands import submission
from shared.domain.delivery_status import Status
from shared.domain.problems import (
    Conflict,
    DependencyUnavailable,
    InvalidAnswers,
    Problem,
    UnknownApp,
    UnknownVersion,
)
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.submit import submit
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, MEHMET, NOW, VISIT, uuid7

GOOD = {"version": 1, "answers": VISIT}


async def test_a_visit_is_stored_pointed_to_and_sent(context: MemoryParts) -> None:
    entry = await context.submitted()
    registration_key = RegistrationKey(person_key=KAREN.key, id=entry.id)
    assert (entry.status, entry.received_at, entry.title) == ("received", NOW, "Café Blåbær ApS · 64942212")
    assert context.row(registration_key).answers == VISIT
    assert [key.registration for key in context.registrations.entries] == [registration_key]
    assert context.delivery_queue.keys == [registration_key]
    assert context.statuses(registration_key) == ["received"]


async def test_the_same_again_is_the_same_answer_and_another_message(context: MemoryParts) -> None:
    first = await context.submitted()
    context.clock.pass_(seconds=30)
    assert await context.submitted(str(first.id)) == first
    assert len(context.registrations.rows) == 1
    assert len(context.delivery_queue.sent) == 2


async def test_the_same_many_times_at_once_is_one_row(context: MemoryParts) -> None:
    id = str(uuid7())
    entries = await asyncio.gather(*(context.submitted(id) for _ in range(6)))
    assert all(entry == entries[0] for entry in entries)
    assert len(context.registrations.rows) == 1


async def test_the_order_of_members_is_no_other_content(context: MemoryParts) -> None:
    first = await context.submitted()
    turned = dict(reversed(VISIT.items()))
    assert (
        await submit(submission(APP, str(first.id), {"answers": turned, "version": 1}), KAREN, context.dependencies)
        == first
    )


async def test_other_content_under_the_same_id_is_a_conflict(context: MemoryParts) -> None:
    first = await context.submitted()
    with pytest.raises(Conflict):
        await context.submitted(str(first.id), notat="Noget andet")
    [row] = context.registrations.rows.values()
    assert row.answers == VISIT


async def test_the_same_id_of_another_person_is_another_registration(context: MemoryParts) -> None:
    mine = await context.submitted()
    theirs = await context.submitted(str(mine.id), MEHMET, notat="Mit eget")
    assert theirs.id == mine.id
    assert len(context.registrations.rows) == 2


async def test_a_repeat_of_what_is_delivered_sends_no_message(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    await deliver(registration_key, context.dependencies)
    context.delivery_queue.sent.clear()
    assert (await context.submitted(str(registration_key.id))).status is Status.DELIVERED
    assert context.delivery_queue.sent == []


async def test_a_message_that_cannot_be_sent_is_the_sweepers_business(context: MemoryParts) -> None:
    context.delivery_queue.down = True
    entry = await context.submitted()
    assert entry.status is Status.RECEIVED
    assert len(context.registrations.entries) == 1


async def test_a_storage_that_is_down_is_told(context: MemoryParts) -> None:
    def down(call: str) -> None:
        raise DependencyUnavailable("storage-unavailable")

    context.registrations.trouble = down
    with pytest.raises(DependencyUnavailable):
        await context.submitted()
    assert context.delivery_queue.sent == []


@pytest.mark.parametrize(
    ("app", "body", "problem"),
    [
        ("findes-ikke", GOOD, UnknownApp),
        ("../" + APP, GOOD, UnknownApp),
        (APP, {**GOOD, "version": 99}, UnknownVersion),
        (APP, {**GOOD, "version": 0}, UnknownVersion),
        (APP, {"version": 1, "answers": {}}, InvalidAnswers),
    ],
)
async def test_what_cannot_be_taken_in_leaves_nothing(
    context: MemoryParts, app: str, body: dict[str, Any], problem: type[Problem]
) -> None:
    with pytest.raises(problem):
        await submit(submission(app, str(uuid7()), body), KAREN, context.dependencies)
    assert not context.registrations.rows
    assert not context.registrations.entries
    assert not context.delivery_queue.sent
