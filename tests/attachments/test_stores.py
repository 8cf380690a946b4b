"""What every store of attachments, and every store of entities, does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
import pytest_asyncio

from shared.adapters.attachments_blobs import BlobAttachments
from shared.adapters.entities_table import TableEntities
from shared.adapters.memory.attachments import MemoryAttachments, MemoryUnregistered
from shared.adapters.memory.entities import MemoryEntities
from shared.adapters.unregistered_table import TableUnregistered
from shared.domain.attachments import PDF, AttachmentKey, Stored, Unregistered
from shared.domain.entities import Entity
from shared.domain.ports import Attachments, Entities, OtherContent, UnregisteredAttachments
from shared.domain.problems import Conflict
from tests.examples import NOW

CONTENT = b"%PDF-1.7 \x00\xff" * 100_000


def facts(content: bytes) -> Stored:
    return Stored(PDF, len(content), sha256(content).hexdigest())


def key(person: str = "a" * 32) -> AttachmentKey:
    return AttachmentKey(person, uuid4(), uuid4())


KINDS = ["memory", *(pytest.param(name, marks=pytest.mark.starts) for name in ("account", "faulty_account"))]
KAREN, MEHMET = "a" * 32, "b" * 32


@pytest_asyncio.fixture(params=KINDS)
async def attachments(request: pytest.FixtureRequest) -> AsyncIterator[Attachments]:
    if request.param == "memory":
        yield MemoryAttachments()
        return
    blobs = BlobAttachments(request.getfixturevalue(request.param))
    yield blobs
    await blobs.close()


@pytest_asyncio.fixture(params=KINDS)
async def entities(request: pytest.FixtureRequest) -> AsyncIterator[Entities]:
    if request.param == "memory":
        yield MemoryEntities()
        return
    table = TableEntities(request.getfixturevalue(request.param))
    yield table
    await table.close()


@pytest_asyncio.fixture(params=KINDS)
async def unregistered(request: pytest.FixtureRequest) -> AsyncIterator[UnregisteredAttachments]:
    if request.param == "memory":
        yield MemoryUnregistered()
        return
    table = TableUnregistered(request.getfixturevalue(request.param))
    yield table
    await table.close()


@pytest.mark.asyncio
async def test_what_is_put_comes_back_byte_for_byte(attachments: Attachments) -> None:
    place = key()
    await attachments.put(place, CONTENT, facts(CONTENT))
    assert await attachments.get(place) == (facts(CONTENT), CONTENT)
    assert await attachments.facts(place) == facts(CONTENT)


@pytest.mark.asyncio
async def test_the_same_again_is_fine_and_other_content_is_refused(attachments: Attachments) -> None:
    place = key()
    await attachments.put(place, CONTENT, facts(CONTENT))
    await attachments.put(place, CONTENT, facts(CONTENT))
    with pytest.raises(OtherContent):
        await attachments.put(place, b"%PDF-other", facts(b"%PDF-other"))
    assert await attachments.get(place) == (facts(CONTENT), CONTENT)


@pytest.mark.asyncio
async def test_what_is_deleted_is_gone_and_may_be_so_already(attachments: Attachments) -> None:
    place = key()
    await attachments.put(place, CONTENT, facts(CONTENT))
    for _ in range(2):
        await attachments.delete(place)
        assert await attachments.get(place) is None


@pytest.mark.asyncio
async def test_what_waits_for_its_registration_is_told_by_person_and_by_age(
    unregistered: UnregisteredAttachments,
) -> None:
    mine, newer, theirs = key(), key(), key("b" * 32)
    sent = [Unregistered(mine, 7, NOW), Unregistered(newer, 8, NOW + timedelta(days=2)), Unregistered(theirs, 9, NOW)]
    for item in (*sent, sent[0]):
        await unregistered.add(item)
    reported = sorted(await unregistered.of_person(mine.person_key), key=lambda item: item.size)
    assert reported == sent[:2]
    assert set(await unregistered.sent_before(NOW + timedelta(days=1), 10)) == {mine, theirs}
    assert len(await unregistered.sent_before(NOW + timedelta(days=9), 2)) == 2
    for _ in range(2):
        await unregistered.remove([mine])
    assert await unregistered.of_person(mine.person_key) == [sent[1]]


@pytest.mark.asyncio
async def test_what_is_about_to_be_deleted_is_marked_until_it_is_uploaded_again(
    unregistered: UnregisteredAttachments,
) -> None:
    old, later, gone = Unregistered(key(), 7, NOW), NOW + timedelta(days=36), key()
    await unregistered.add(old)
    assert await unregistered.mark(old.key, NOW, later) is None, "it is not so old"
    assert await unregistered.mark(gone, later, later) is None
    assert await unregistered.of_person(old.key.person_key) == [old]
    for hours in range(2):
        assert await unregistered.mark(old.key, later, later + timedelta(hours=hours)) == later
    assert await unregistered.of_person(old.key.person_key) == [replace(old, deleted_from=later)]
    again = replace(old, sent_at=later)
    await unregistered.add(again)
    assert await unregistered.of_person(old.key.person_key) == [again]
    assert await unregistered.mark(old.key, later, later) is None


@pytest.mark.asyncio
async def test_an_attachment_belongs_to_one_person(attachments: Attachments) -> None:
    mine = key()
    theirs = AttachmentKey("b" * 32, mine.registration, mine.id)
    await attachments.put(mine, CONTENT, facts(CONTENT))
    assert await attachments.get(theirs) is None
    assert await attachments.facts(theirs) is None


@pytest.mark.asyncio
async def test_entities_come_by_title_and_apart_by_app(entities: Entities) -> None:
    bo, aase, other = Entity(str(uuid4()), "Bo"), Entity(str(uuid4()), "aase"), Entity(str(uuid4()), "X")
    for app, entity in (("kandidat", bo), ("kandidat", aase), ("bolig", other)):
        await entities.save(app, entity, KAREN)
    assert list(await entities.of("kandidat")) == [aase, bo]
    assert await entities.of("ukendt") == []


@pytest.mark.asyncio
async def test_an_entity_written_again_is_one_with_its_new_title(entities: Entities) -> None:
    id = str(uuid4())
    await entities.save("kandidat", Entity(id, "Kok"), KAREN)
    await entities.save("kandidat", Entity(id, "Kok, 30 timer"), KAREN)
    assert list(await entities.of("kandidat")) == [Entity(id, "Kok, 30 timer")]


@pytest.mark.asyncio
async def test_titles_are_told_of_those_that_there_are(entities: Entities) -> None:
    id, gone = str(uuid4()), str(uuid4())
    await entities.save("kandidat", Entity(id, "Kok"), KAREN)
    assert await entities.titles("kandidat", {id, gone}) == {id: "Kok"}
    assert await entities.titles("bolig", {id}) == {}


@pytest.mark.asyncio
async def test_an_entity_is_its_owners(entities: Entities) -> None:
    mine = Entity(str(uuid4()), "Kok")
    assert await entities.owner("kandidat", mine.id) is None
    await entities.save("kandidat", mine, KAREN)
    with pytest.raises(Conflict):
        await entities.save("kandidat", Entity(mine.id, "Overskrevet"), MEHMET)
    assert await entities.owner("kandidat", mine.id) == KAREN
    assert list(await entities.of("kandidat")) == [mine]


@pytest.mark.asyncio
async def test_an_entity_of_before_owners_were_kept_gets_one(entities: Entities) -> None:
    mine = Entity(str(uuid4()), "Kok")
    await entities.save("kandidat", mine, "")
    assert await entities.owner("kandidat", mine.id) == ""
    await entities.save("kandidat", mine, KAREN)
    assert await entities.owner("kandidat", mine.id) == KAREN
