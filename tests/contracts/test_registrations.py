"""What every store of registrations does."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import UUID

import pytest

from shared.domain.delivery import Reason, Receipt
from shared.domain.delivery_states import NEED_A_PERSON
from shared.domain.delivery_status import Status
from shared.domain.ports import AlreadyExists, Registrations, WriteConflict
from shared.domain.problems import BadRequest
from shared.domain.registration import Event
from shared.domain.waiting import Group, OutboxEntry
from tests.examples import KAREN, MEHMET, NOW, registration, uuid7


async def test_what_is_added_is_there_whole(store: Registrations) -> None:
    added = await store.add(registration())
    assert added.etag
    assert await store.get(added.key) == added
    assert list(await store.history(added.key)) == []
    assert [entry.registration for entry in (await store.outbox(10)).turn] == [added.key]


async def test_a_long_answer_of_any_characters_comes_back(store: Registrations) -> None:
    answers = {"notat": "😀مرحبا\n\"\\' Ελένη \u200f" * 5000}
    added = await store.add(registration(answers=answers))
    stored = await store.get(added.key)
    assert stored is not None
    assert stored.answers == answers


async def test_an_empty_store_has_no_registration(store: Registrations) -> None:
    registration_key = registration().key
    assert await store.get(registration_key) is None
    assert list(await store.history(registration_key)) == []
    assert (await store.outbox(10)).count == 0


async def test_a_key_is_taken_once(store: Registrations) -> None:
    first = await store.add(registration())
    other = registration(id=first.id, at=NOW + timedelta(seconds=1), answers={"cvr": "64942212"})
    with pytest.raises(AlreadyExists) as taken:
        await store.add(other)
    assert taken.value.registration == first
    assert await store.get(first.key) == first


async def test_of_many_at_the_same_moment_one_is_stored(store: Registrations) -> None:
    id = uuid7()
    tries = [registration(id=id, at=NOW + timedelta(seconds=n)) for n in range(8)]
    outcomes = await asyncio.gather(*(store.add(item) for item in tries), return_exceptions=True)
    assert sum(isinstance(outcome, AlreadyExists) for outcome in outcomes) == 7


async def test_the_id_belongs_to_one_person(store: Registrations) -> None:
    mine = await store.add(registration())
    theirs = await store.add(registration(MEHMET, id=mine.id))
    assert await store.get(mine.key) == mine
    assert await store.get(theirs.key) == theirs


async def test_a_change_is_stored_with_its_line_of_history(store: Registrations) -> None:
    added = await store.add(registration())
    receipt = Receipt(id="fasit-1", at=NOW + timedelta(seconds=9))
    moved = added.moved(Status.DELIVERED, NOW + timedelta(seconds=10), Reason(code="confirmed"), receipt=receipt)
    changed = await store.change(moved, moved.event("Karen"))
    assert changed.etag != added.etag
    assert await store.get(added.key) == changed
    assert [event.status for event in await store.history(added.key)] == [Status.DELIVERED]


async def test_a_change_without_a_line(store: Registrations) -> None:
    added = await store.add(registration())
    noted = added.model_copy(update={"journal": {"uploading": ""}, "claimed_until": NOW, "attempts": 3})
    changed = await store.change(noted)
    assert await store.get(added.key) == changed
    assert list(await store.history(added.key)) == []


async def test_what_was_corrected_is_kept_beside_what_takes_its_place(store: Registrations) -> None:
    added = await store.add(registration())
    refused = await store.change(added.moved(Status.REFUSED, NOW + timedelta(seconds=1)))
    other = refused.moved(Status.RECEIVED, NOW + timedelta(seconds=2), revision=2, answers={"cvr": "64942212"})
    corrected = await store.change(other, other.event("Karen"), earlier=refused)
    assert await store.get(added.key) == corrected
    earlier = await store.earlier(added.key, 1)
    assert earlier is not None
    assert (earlier.answers, earlier.status, earlier.revision) == (refused.answers, Status.REFUSED, 1)
    assert await store.earlier(added.key, 2) is None
    assert [entry.id for entry in (await store.page(KAREN.key, 10)).items] == [added.id]
    assert [event.status for event in await store.history(added.key)] == [Status.RECEIVED]


async def test_of_two_corrections_of_the_same_reading_one_is_stored(store: Registrations) -> None:
    refused = await store.add(registration())
    tries = [
        refused.moved(Status.RECEIVED, NOW + timedelta(seconds=n), revision=2, answers={"cvr": str(n)}) for n in (1, 2)
    ]
    outcomes = await asyncio.gather(
        *(store.change(item, item.event(), earlier=refused) for item in tries), return_exceptions=True
    )
    assert sum(isinstance(outcome, WriteConflict) for outcome in outcomes) == 1
    earlier = await store.earlier(refused.key, 1)
    assert earlier is not None
    assert earlier.answers == refused.answers


async def test_of_two_changes_of_the_same_reading_one_is_stored(store: Registrations) -> None:
    added = await store.add(registration())
    first = added.moved(Status.DELIVERING, NOW + timedelta(seconds=1))
    second = added.moved(Status.REFUSED, NOW + timedelta(seconds=2))
    await store.change(first, first.event())
    with pytest.raises(WriteConflict):
        await store.change(second, second.event())
    assert [event.status for event in await store.history(added.key)] == [Status.DELIVERING]


async def test_the_same_change_twice_is_somebody_elses_the_second_time(store: Registrations) -> None:
    added = await store.add(registration())
    moved = added.moved(Status.DELIVERING, NOW + timedelta(seconds=1))
    outcomes = await asyncio.gather(*(store.change(moved, moved.event()) for _ in range(5)), return_exceptions=True)
    assert sum(isinstance(outcome, WriteConflict) for outcome in outcomes) == 4


async def test_a_row_that_is_not_there_cannot_be_changed(store: Registrations) -> None:
    with pytest.raises(WriteConflict):
        await store.change(registration(etag="W/\"datetime'2026-11-23T13%3A05%3A00.0000000Z'\""))


async def test_pages_are_newest_first_and_complete(store: Registrations) -> None:
    ids = [(await store.add(registration(at=NOW + timedelta(minutes=n)))).id for n in range(7)]
    await store.add(registration(MEHMET))
    seen: list[UUID] = []
    after = None
    for _ in range(5):
        page = await store.page(KAREN.key, 3, after)
        assert len(page.items) <= 3
        seen += [entry.id for entry in page.items]
        after = page.next
        if after is None:
            break
    assert seen == ids[::-1]


async def test_a_page_begins_after_whatever_row_its_cursor_names(store: Registrations) -> None:
    ids = [(await store.add(registration(at=NOW + timedelta(minutes=n)))).id for n in range(4)]
    page = await store.page(KAREN.key, 10, store.cursor(ids[2]))
    assert [entry.id for entry in page.items] == [ids[1], ids[0]]


async def test_an_entry_tells_what_the_row_tells(store: Registrations) -> None:
    added = await store.add(registration())
    assert [*(await store.page(KAREN.key, 10)).items] == [added.entry()]


async def test_a_page_lists_only_the_persons_own(store: Registrations) -> None:
    await store.add(registration(MEHMET))
    page = await store.page(KAREN.key, 10)
    assert (list(page.items), page.next) == ([], None)


@pytest.mark.parametrize("cursor", ["!", "æ", "cl8", "aF8w", "' or 1 eq 1"])
async def test_a_cursor_that_is_none_of_ours(store: Registrations, cursor: str) -> None:
    with pytest.raises(BadRequest):
        await store.page(KAREN.key, 10, cursor)


async def test_everybody_has_a_turn_and_the_oldest_is_known_whatever_the_limit(store: Registrations) -> None:
    registration_keys = {(await store.add(registration(at=NOW + timedelta(minutes=n)))).key for n in range(12)}
    outbox = await store.outbox(20)
    assert (outbox.under_way, {entry.registration for entry in outbox.turn}) == (Group(12, NOW), registration_keys)
    assert [entry.since for entry in outbox.turn] == [NOW + timedelta(minutes=n) for n in range(12)]
    turns = [await store.outbox(3, turn) for turn in range(4, 8)]
    seen = [entry.registration for waiting in turns for entry in waiting.turn]
    assert (len(seen), set(seen)) == (12, registration_keys)
    assert [waiting.under_way for waiting in turns] == [Group(12, NOW)] * 4


async def test_what_needs_a_person_is_counted_apart_with_the_oldest_at_any_number(store: Registrations) -> None:
    statuses = [*NEED_A_PERSON, Status.RECEIVED]
    each = [(statuses[number % len(statuses)], NOW - timedelta(minutes=number)) for number in range(60)]
    entries = [OutboxEntry(registration(MEHMET).key, status, since, NOW) for status, since in each]
    # At the same time, since a storage that fails is waited for each time.
    await asyncio.gather(*map(store.put_in_outbox, entries))
    for limit in (0, 5, 100):
        waiting = await store.outbox(limit)
        oldest = {status: waiting.group(status).since for status in statuses}
        assert oldest == {
            status: NOW - timedelta(minutes=60 - len(statuses) + number) for number, status in enumerate(statuses)
        }
        assert {waiting.group(status).count for status in statuses} == {60 // len(statuses)}


async def test_tries_that_came_to_the_same_are_one_line_of_history(store: Registrations) -> None:
    row = await store.add(registration())
    line = Event(at=NOW + timedelta(seconds=1), status=Status.WAITING, reason=Reason(code="unavailable"))
    for count in (1, 2, 3):
        last = NOW + timedelta(minutes=count) if count > 1 else None
        model_copy = line.model_copy(update={"count": count, "last": last})
        row = await store.change(row, model_copy)
    assert [(event.status, event.count, event.last) for event in await store.history(row.key)] == [
        (Status.WAITING, 3, NOW + timedelta(minutes=3)),
    ]
