"""What every store of registrations does with outbox entries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.delivery_status import Status
from shared.domain.ports import AlreadyExists, Registrations
from shared.domain.waiting import OutboxEntry
from tests.examples import NOW, registration


async def test_a_pointer_goes_and_comes_back_as_it_was_put(store: Registrations) -> None:
    added = await store.add(registration())
    await store.remove_from_outbox(added.key.to(""))
    await store.remove_from_outbox(added.key.to(""))
    assert (await store.outbox(10)).count == 0
    entry = OutboxEntry(added.key, Status.REFUSED, NOW, NOW + timedelta(minutes=3))
    await store.put_in_outbox(entry)
    assert list((await store.outbox(10)).turn) == [entry]
    await store.put_in_outbox(replace(entry, status=Status.RECEIVED))
    assert list((await store.outbox(10)).turn) == [replace(entry, status=Status.RECEIVED)]


async def test_an_entry_that_was_written_since_it_was_listed_stays(store: Registrations) -> None:
    added = await store.add(registration())
    (listed,) = (await store.outbox(10)).turn
    await store.put_in_outbox(listed)
    await store.remove_from_outbox(listed.key, listed.version)
    (latest,) = (await store.outbox(10)).turn
    assert (latest, latest.version == listed.version) == (listed, False)
    await store.remove_from_outbox(added.key.to(""), latest.version)
    await store.remove_from_outbox(added.key.to(""), latest.version)
    assert (await store.outbox(10)).count == 0


async def test_a_repeat_of_what_is_there_writes_the_pointer_again(store: Registrations) -> None:
    added = await store.add(registration())
    await store.remove_from_outbox(added.key.to(""))
    with pytest.raises(AlreadyExists):
        await store.add(registration(id=added.id, at=NOW + timedelta(seconds=1)))
    assert [entry.registration for entry in (await store.outbox(10)).turn] == [added.key]


async def test_what_waits_can_be_counted_alone(store: Registrations) -> None:
    await store.add(registration())
    assert ((await store.outbox(0)).count, list((await store.outbox(0)).turn)) == (1, [])
