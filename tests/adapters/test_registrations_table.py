"""The store on Azure Table Storage: what it asks of the storage, and answers that are lost on the way."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest

from shared.adapters.outbox_rows import to_outbox_row
from shared.adapters.registration_rows import history_range, row_key, to_row
from shared.adapters.registrations_table import TableRegistrations
from shared.domain.delivery_status import Status
from shared.domain.ports import UNREADABLE, AlreadyExists, WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import Registration
from shared.domain.waiting import entry_of
from shared.services.rebuild_outbox import rebuild_outbox
from tests.adapters.watched import Wire, watched
from tests.examples import KAREN, NOW, registration
from tests.servers import Servers


@pytest.fixture
async def watching(servers: Servers) -> AsyncIterator[tuple[TableRegistrations, Wire]]:
    account = watched(servers.account())
    store = TableRegistrations(account)
    await store.outbox(1)
    await store.page(KAREN.key, 1)
    account.wire.requests.clear()
    yield store, account.wire
    await store.close()


async def test_a_page_is_one_request(watching: tuple[TableRegistrations, Wire]) -> None:
    store, wire = watching
    for number in range(7):
        await store.add(registration(at=NOW + timedelta(minutes=number)))
    wire.requests.clear()
    page = await store.page(KAREN.key, 3)
    assert len(wire.requests) == 1
    await store.page(KAREN.key, 3, page.next)
    assert len(wire.requests) == 2


async def test_an_accepted_registration_is_two_requests_side_by_side(
    watching: tuple[TableRegistrations, Wire],
) -> None:
    store, wire = watching
    await store.add(registration())
    assert len(wire.requests) == 2


def lost(wire: Wire, matches: Callable[[str], bool], times: int) -> None:
    """The answers to the next `times` requests that match are lost."""
    left = [times]

    def loses(request: str) -> bool:
        if left[0] and matches(request):
            left[0] -= 1
            return True
        return False

    wire.loses = loses


def batch(request: str) -> bool:
    return "$batch" in request


def inserted(request: str) -> bool:
    return request.startswith("POST") and "registrations" in request


def registration_key(request: str) -> bool:
    return "pending(" in request


async def test_a_change_whose_answer_was_lost_is_still_ours(watching: tuple[TableRegistrations, Wire]) -> None:
    store, wire = watching
    added = await store.add(registration())
    lost(wire, batch, 1)
    claimed = added.moved(Status.DELIVERING, NOW + timedelta(seconds=1))
    changed = await store.change(claimed, claimed.event())
    noted = await store.change(changed.model_copy(update={"journal": {"uploading": ""}}))
    assert await store.get(added.key) == noted
    assert len(await store.history(added.key)) == 1


async def test_a_change_that_another_has_overtaken_is_not_ours(watching: tuple[TableRegistrations, Wire]) -> None:
    store, wire = watching
    added = await store.add(registration())
    await store.change(added.moved(Status.DELIVERING, NOW))
    lost(wire, batch, 1)
    with pytest.raises((WriteConflict, DependencyUnavailable)):
        await store.change(added.moved(Status.REFUSED, NOW))
    stored = await store.get(added.key)
    assert stored is not None
    assert stored.status is Status.DELIVERING


async def test_a_row_whose_answer_was_lost_is_taken_in_by_the_repeat(
    watching: tuple[TableRegistrations, Wire],
) -> None:
    store, wire = watching
    sent = registration()
    lost(wire, inserted, 5)
    with pytest.raises((DependencyUnavailable, AlreadyExists)):
        await store.add(sent)
    wire.loses = lambda request: False
    with pytest.raises(AlreadyExists) as there:
        await store.add(registration(id=sent.id, at=NOW + timedelta(seconds=3)))
    assert there.value.registration.received_at == NOW
    assert (await store.outbox(10)).count == 1


async def test_accepted_means_that_the_pointer_is_there_also_when_the_row_was(servers: Servers) -> None:
    account = servers.account()
    store = TableRegistrations(account)
    added = await store.add(registration())
    await store.remove_from_outbox(added.key.to(""))
    async with account.table("outbox") as table:
        await table.delete_table()
    with pytest.raises(DependencyUnavailable):
        await store.add(registration(id=added.id, at=NOW + timedelta(seconds=1)))
    await store.close()


@pytest.fixture
async def newer(watching: tuple[TableRegistrations, Wire]) -> Registration:
    """A registration in a state of a newer package, which was rolled back: its row, its outbox entry and a line of history."""
    store, _ = watching
    stored = await store.add(registration())
    await store.change(stored.moved(Status.WAITING, NOW), stored.event())
    rows, outbox = await store._rows.client(), await store._outbox.client()
    entry = to_outbox_row(entry_of(stored, stored.delivery.target, NOW))
    await outbox.put({**entry, "status": "sealed"})
    place = {"PartitionKey": stored.person.key, "RowKey": f"{history_range(stored.id)[0]}9999"}
    await rows.put({**to_row(stored), "status": "sealed"})
    await rows.put({**place, "at": NOW.isoformat(), "status": "sealed", "by": "system"})
    return stored


async def test_what_a_newer_package_wrote_hides_nothing_else(
    watching: tuple[TableRegistrations, Wire], newer: Registration, caplog: pytest.LogCaptureFixture
) -> None:
    store, _ = watching
    other = await store.add(registration(at=NOW + timedelta(minutes=1)))
    assert other.key in {entry.registration for entry in (await store.outbox(10)).turn}
    assert newer.key not in {entry.registration async for entry in store.outbox_entries()}
    assert [entry.id for entry in (await store.page(KAREN.key, 100)).items].count(other.id) == 1
    assert len(await store.history(newer.key)) == 1
    assert f"row {row_key(newer.id)} cannot be read and is skipped: ValueError" in caplog.text
    with pytest.raises(UNREADABLE):
        await store.get(newer.key)


async def test_the_outbox_is_rebuilt_past_what_a_newer_package_wrote(
    watching: tuple[TableRegistrations, Wire], newer: Registration
) -> None:
    store, _ = watching
    other = await store.add(registration(at=NOW + timedelta(minutes=1)))
    await store.remove_from_outbox(other.key.to(other.delivery.target))
    assert other.key in {entry.registration async for entry in rebuild_outbox(store)}
