"""From the phone to the target over a storage that fails as the real one does: one document each, and nobody has to look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from shared.adapters.queue import StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.domain.failures import Unavailable
from shared.domain.problems import OutOfReach
from shared.domain.registration import Pointer, Status
from shared.services.deliver import deliver
from shared.services.submit import submit
from shared.services.sweep import sweep
from shared.services.work import Work
from tests.examples import APP, KAREN, VISIT, uuid7
from tests.faulty_storage.faults import LATE, LOST, RECOVERED, RESET
from tests.faulty_storage.proxy import FaultyStorage
from tests.servers import Servers
from tests.working import Surroundings

CONSULTANTS, EACH = 12, 2


@pytest.fixture
async def faulty(servers: Servers) -> AsyncIterator[FaultyStorage]:
    yield servers.faulty()
    servers.faulty()


@pytest.fixture
async def work(servers: Servers, faulty: FaultyStorage, around: Surroundings) -> AsyncIterator[Work]:
    """Real tables and a real queue behind the proxy; the clock begins with the storage's own."""
    account = servers.faulty_account()
    around.clock.now = datetime.now(UTC)
    registrations, outbox = TableRegistrations(account), StorageQueue(account)
    yield replace(around.work, registrations=registrations, outbox=outbox)
    await registrations.close()
    await outbox.close()


async def sent(work: Work) -> Pointer:
    """As the phone does it: the same again until it is accepted."""
    id = uuid7(work.clock())
    body = {"version": 1, "answers": VISIT}
    for _ in range(10):
        try:
            return Pointer(person_key=KAREN.key, id=(await submit(APP, str(id), body, KAREN, work)).id)
        except OutOfReach:
            continue
    raise AssertionError(f"{id} was never accepted")


async def delivered(pointer: Pointer, work: Work) -> None:
    """As the queue does it: what is raised makes the message come again."""
    try:
        await deliver(pointer, work)
    except OutOfReach:
        await asyncio.sleep(0)


async def status(pointer: Pointer, work: Work) -> Status:
    found = await work.registrations.get(pointer)
    assert found is not None
    return found.status


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_registration_ends_in_one_document(
    work: Work, faulty: FaultyStorage, around: Surroundings, seed: int
) -> None:
    # A message whose answer was lost is put twice, which the row itself copes with.
    faulty.trouble.weather(seed, 0.25, (*RECOVERED, LOST))

    async def consultant() -> list[Pointer]:
        pointers = [await sent(work) for _ in range(EACH)]
        await asyncio.gather(*(delivered(pointer, work) for pointer in pointers))
        return pointers

    pointers = [one for found in await asyncio.gather(*(consultant() for _ in range(CONSULTANTS))) for one in found]
    for _ in range(4):
        around.clock.pass_(minutes=20)
        await sweep(work)
        await asyncio.gather(*(delivered(pointer, work) for pointer in pointers))
    faulty.trouble.calm()
    told = f"seed {seed}: {faulty.trouble.told}"
    assert {await status(pointer, work) for pointer in pointers} == {Status.DELIVERED}, told
    assert len(around.target.documents) == len({one.registration.id for one in around.target.documents}), told
    assert len(around.target.documents) == CONSULTANTS * EACH, told
    assert len(faulty.trouble.told) > CONSULTANTS * EACH / 2, "there was hardly any trouble"
    await sweep(work)
    assert (await work.registrations.pending(10)).count == 0


@pytest.mark.parametrize("fault", [LATE, RESET])
async def test_a_note_before_a_call_that_was_never_made_does_not_make_it_uncertain(
    work: Work, faulty: FaultyStorage, around: Surroundings, fault: str
) -> None:
    """The note that `opret` is under way fails, three times; where it lands late, that is before anything else is written."""
    pointer = await sent(work)
    faulty.trouble.next(fault, "table batch", times=3, containing="creating")
    work = replace(work, pause=landing(faulty))
    faulty.trouble.next(RESET, "table batch", times=3, containing="internal")
    with pytest.raises(OutOfReach):
        await deliver(pointer, work)
    assert await status(pointer, work) is Status.WAITING
    around.clock.pass_(minutes=1)
    assert await deliver(pointer, work) is Status.DELIVERED
    assert len(around.target.documents) == 1


def landing(faulty: FaultyStorage) -> Callable[[float], Awaitable[None]]:
    """What was given up lands while the delivery waits to write again."""

    async def pause(seconds: float) -> None:
        faulty.land()

    return pause


async def test_a_refused_call_and_a_refusing_storage_are_not_uncertain(
    work: Work, faulty: FaultyStorage, around: Surroundings
) -> None:
    pointer = await sent(work)

    def refused(step: str) -> None:
        if step == "create":
            faulty.trouble.next(RESET, "table batch", times=6)
            raise Unavailable("unavailable", "ConnectError")

    around.target.trouble = refused
    assert await deliver(pointer, work) is Status.WAITING
    around.target.trouble = lambda step: None
    around.clock.pass_(minutes=1)
    assert await deliver(pointer, work) is Status.DELIVERED
