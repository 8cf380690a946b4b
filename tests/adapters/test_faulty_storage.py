"""The adapters on a storage that fails as the real one does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from uuid import UUID

from azure.storage.queue.aio import QueueServiceClient
import pytest

from shared.adapters.access_table import TableAccess
from shared.adapters.attachments_blobs import CONTAINER, BlobAttachments
from shared.adapters.entities_table import TableEntities
from shared.adapters.queue import NAME, StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.adapters.samples_table import TableSamples
from shared.adapters.sign_in_tables import TableHandshakes
from shared.adapters.storage import Account, pages
from shared.domain.access.access_list import AccessEntry, Act, Actor, Change, Grant
from shared.domain.attachments import PDF, AttachmentKey, Stored
from shared.domain.delivery_status import Status
from shared.domain.entities import Entity
from shared.domain.problems import DependencyUnavailable
from tests.examples import APP, KAREN, NOW, registration, uuid7
from tests.faulty_storage.faults import (
    BUSY,
    BUSY_INSIDE,
    EMPTY_PAGES,
    LATE,
    LOST,
    RESET,
    SHORT_PAGES,
    THROTTLED,
    TRIES_OF_A_PUT,
)
from tests.faulty_storage.proxy import FaultyStorage
from tests.servers import Servers

HUNDREDS = 600
"""Empty pages in a row: a query over a store of a few million rows, most of which are of other apps."""


@pytest.fixture
def faulty(servers: Servers) -> Iterator[FaultyStorage]:
    yield servers.faulty()
    servers.faulty()


@pytest.fixture
def account(servers: Servers, faulty: FaultyStorage) -> Account:
    return servers.faulty_account()


@pytest.fixture
async def store(account: Account) -> AsyncIterator[TableRegistrations]:
    store = TableRegistrations(account)
    yield store
    await store.close()


@pytest.mark.parametrize("fault", [BUSY, THROTTLED, RESET, LOST])
async def test_a_registration_is_stored_although_the_storage_fails_twice(
    store: TableRegistrations, faulty: FaultyStorage, fault: str
) -> None:
    faulty.trouble.next(fault, "table POST", times=2)
    added = await store.add(registration())
    assert await store.get(added.key) == added


@pytest.mark.parametrize("fault", [BUSY_INSIDE, BUSY, THROTTLED, RESET, LOST])
async def test_a_change_is_stored_although_the_storage_fails_twice(
    store: TableRegistrations, faulty: FaultyStorage, fault: str
) -> None:
    added = await store.add(registration())
    faulty.trouble.next(fault, "table batch", times=2)
    claimed = added.moved(Status.DELIVERING, NOW + timedelta(seconds=1))
    changed = await store.change(claimed, claimed.event())
    assert await store.get(added.key) == changed
    assert len(await store.history(added.key)) == 1


async def test_a_storage_that_stays_busy_is_out_of_reach_and_nothing_is_written(
    store: TableRegistrations, faulty: FaultyStorage
) -> None:
    faulty.trouble.next(BUSY, "table POST", times=3)
    sent = registration()
    with pytest.raises(DependencyUnavailable):
        await store.add(sent)
    assert await store.get(sent.key) is None


async def test_a_write_that_lands_late_is_not_written_over(store: TableRegistrations, faulty: FaultyStorage) -> None:
    added = await store.add(registration())
    faulty.trouble.next(LATE, "table PUT", times=TRIES_OF_A_PUT)
    noted = added.with_delivery(added.delivery.model_copy(update={"journal": {"uploading": ""}}))
    with pytest.raises(DependencyUnavailable):
        await store.change(noted)
    faulty.land()
    stored = await store.get(added.key)
    assert stored is not None
    assert (stored.delivery.journal, stored.etag != added.etag) == ({"uploading": ""}, True)
    assert (await store.change(noted.model_copy(update={"etag": stored.etag}))).etag != stored.etag


@pytest.mark.parametrize(("fault", "in_a_row"), [(EMPTY_PAGES, 1), (EMPTY_PAGES, HUNDREDS), (SHORT_PAGES, 1)])
async def test_every_list_goes_on_behind_pages_that_hold_nothing(
    account: Account, store: TableRegistrations, faulty: FaultyStorage, fault: str, in_a_row: int
) -> None:
    added = await store.add(registration())
    other = await store.add(registration(at=NOW + timedelta(minutes=1)))
    claimed = added.moved(Status.DELIVERING, NOW + timedelta(seconds=1))
    await store.change(claimed, claimed.event())
    entities, samples = TableEntities(account), TableSamples(account)
    await entities.save(APP, Entity("1", "Den ene"), "a" * 32)
    faulty.trouble.pages = in_a_row
    # A few before each list, or hundreds before the first.
    faulty.trouble.next(fault, "table list", times=1 if in_a_row == HUNDREDS else 9)
    stored = [item.id async for item in store.of_app(APP, None, None)]
    assert set(stored) == {added.id, other.id}
    assert len(await store.history(added.key)) == 1
    shown = await store.page(KAREN.key, 10)
    assert ([item.id for item in shown.items], shown.next) == ([other.id, added.id], None)
    assert [item.title for item in await entities.of(APP)] == ["Den ene"]
    assert await samples.latest("fasit", NOW) is None
    await entities.close()
    await samples.close()


async def test_a_page_of_the_list_is_as_long_as_asked_although_the_storage_gives_a_row_at_a_time(
    store: TableRegistrations, faulty: FaultyStorage
) -> None:
    for minute in range(5):
        await store.add(registration(at=NOW + timedelta(minutes=minute)))
    faulty.trouble.next(SHORT_PAGES, "table list", times=9)
    seen: set[UUID] = set()
    after: str | None = None
    lengths: list[int] = []
    while not lengths or after:
        page = await store.page(KAREN.key, 2, after)
        seen |= {item.id for item in page.items}
        lengths.append(len(page.items))
        after = page.next
    assert (len(seen), lengths) == (5, [2, 2, 1])


async def test_sign_ins_are_forgotten_behind_pages_that_hold_nothing(account: Account, faulty: FaultyStorage) -> None:
    handshakes, access = TableHandshakes(account), TableAccess(account)
    await access.sign_out(KAREN.key, "over", NOW - timedelta(seconds=1))
    faulty.trouble.next(EMPTY_PAGES, "table list", times=2)
    assert await access.forget(NOW) == 1
    assert await handshakes.forget(NOW) == 0
    await access.close()
    await handshakes.close()


@pytest.mark.parametrize(("fault", "times"), [(EMPTY_PAGES, 1), (SHORT_PAGES, 9)])
async def test_a_signed_out_session_is_seen_although_the_storage_answers_in_pieces(
    account: Account, faulty: FaultyStorage, fault: str, times: int
) -> None:
    access = TableAccess(account)
    change = Change(NOW, Act.CAME, Actor(KAREN.key, KAREN.name), Grant(), Grant())
    line = await access.save(AccessEntry(KAREN.key, KAREN.name), change)
    await access.sign_out(KAREN.key, "session", NOW)
    faulty.trouble.next(fault, "table list", times=times)
    assert await access.of_session(KAREN.key, "session") == (line, True)
    await access.close()


async def test_a_file_is_stored_once_although_its_answer_is_lost(account: Account, faulty: FaultyStorage) -> None:
    files = BlobAttachments(account)
    key, facts = AttachmentKey(KAREN.key, uuid7(), uuid7()), Stored(PDF, 5, "0" * 64)
    faulty.trouble.next(LOST, "blob PUT", containing=str(key))
    await files.put(key, b"%PDF-", facts)
    assert await files.get(key) == (facts, b"%PDF-")
    await files.close()


async def test_the_way_over_pages_holds_for_blobs_and_queues_too(account: Account, faulty: FaultyStorage) -> None:
    files, queue = BlobAttachments(account), StorageQueue(account)
    key, facts = AttachmentKey(KAREN.key, uuid7(), uuid7()), Stored(PDF, 5, "0" * 64)
    await files.put(key, b"%PDF-", facts)
    await queue.send(registration().key.to("log"))
    faulty.trouble.pages = HUNDREDS
    faulty.trouble.next(EMPTY_PAGES, "blob list")
    faulty.trouble.next(EMPTY_PAGES, "queue list")
    async with account.container(CONTAINER) as container:
        turning = container.list_blobs(name_starts_with=KAREN.key).by_page()
        assert [blob.name async for blobs in pages(turning) for blob in blobs] == [str(key)]
    async with QueueServiceClient.from_connection_string(account.connection) as service:
        turning = service.list_queues(name_starts_with=account.prefix).by_page()
        assert [item.name async for queues in pages(turning) for item in queues] == [f"{account.prefix}{NAME}"]
    await files.close()
    await queue.close()
