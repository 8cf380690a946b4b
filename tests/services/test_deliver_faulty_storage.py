"""From the phone to the target over a storage that fails as the real one does: one document each, and nobody has to look."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from functions.commands import submission
from shared.adapters.queue import StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.domain.delivery_status import Status
from shared.domain.failures import Unavailable
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.submit import submit
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, VISIT, uuid7
from tests.faulty_storage.faults import LATE, LOST, RECOVERED, RESET, TRIES_OF_A_PUT
from tests.faulty_storage.proxy import FaultyStorage
from tests.servers import Servers

CONSULTANTS, EACH = 12, 2


@pytest.fixture
async def faulty(servers: Servers) -> AsyncIterator[FaultyStorage]:
    yield servers.faulty()
    servers.faulty()


@pytest.fixture
async def dependencies(servers: Servers, faulty: FaultyStorage, context: MemoryParts) -> AsyncIterator[Dependencies]:
    """Real tables and a real queue behind the proxy; the clock begins with the storage's own."""
    account = servers.faulty_account()
    context.clock.now = datetime.now(UTC)
    registrations, delivery_queue = TableRegistrations(account), StorageQueue(account)
    yield replace(context.dependencies, registrations=registrations, delivery_queue=delivery_queue)
    await registrations.close()
    await delivery_queue.close()


async def sent(dependencies: Dependencies) -> RegistrationKey:
    """As the phone does it: the same again until it is accepted."""
    id = uuid7(dependencies.clock())
    body = {"version": 1, "answers": VISIT}
    for _ in range(10):
        try:
            return RegistrationKey(
                person_key=KAREN.key, id=(await submit(submission(APP, str(id), body), KAREN, dependencies)).id
            )
        except DependencyUnavailable:
            continue
    raise AssertionError(f"{id} was never accepted")


async def delivered(registration_key: RegistrationKey, dependencies: Dependencies) -> None:
    """As the queue does it: what is raised makes the message come again."""
    try:
        await deliver(registration_key, dependencies)
    except DependencyUnavailable:
        await asyncio.sleep(0)


async def status(registration_key: RegistrationKey, dependencies: Dependencies) -> Status:
    registrations = await dependencies.registrations.get(registration_key)
    assert registrations is not None
    return registrations.status


@pytest.mark.parametrize("seed", [1, 2])
async def test_every_registration_ends_in_one_document(
    dependencies: Dependencies, faulty: FaultyStorage, context: MemoryParts, seed: int
) -> None:
    # A message whose answer was lost is put twice, which the row itself copes with.
    faulty.trouble.inject_faults(seed, 0.25, (*RECOVERED, LOST))

    async def consultant() -> list[RegistrationKey]:
        registration_keys = [await sent(dependencies) for _ in range(EACH)]
        await asyncio.gather(*(delivered(registration_key, dependencies) for registration_key in registration_keys))
        return registration_keys

    registration_keys = [
        item for result in await asyncio.gather(*(consultant() for _ in range(CONSULTANTS))) for item in result
    ]
    for _ in range(4):
        context.clock.pass_(minutes=20)
        await sweep(dependencies)
        await asyncio.gather(*(delivered(registration_key, dependencies) for registration_key in registration_keys))
    faulty.trouble.calm()
    reported = f"seed {seed}: {faulty.trouble.played}"
    assert {await status(registration_key, dependencies) for registration_key in registration_keys} == {
        Status.DELIVERED
    }, reported
    assert len(context.target.documents) == len({document.registration.id for document in context.target.documents}), (
        reported
    )
    assert len(context.target.documents) == CONSULTANTS * EACH, reported
    assert len(faulty.trouble.played) > CONSULTANTS * EACH / 2, "there was hardly any trouble"
    await sweep(dependencies)
    assert (await dependencies.registrations.outbox(10)).count == 0


@pytest.mark.parametrize("fault", [LATE, RESET])
async def test_a_note_before_a_call_that_was_never_made_does_not_make_it_uncertain(
    dependencies: Dependencies, faulty: FaultyStorage, context: MemoryParts, fault: str
) -> None:
    """The note that `opret` is under way fails, three times; where it lands late, that is before anything else is written."""
    registration_key = await sent(dependencies)
    faulty.trouble.next(fault, "table PUT", times=TRIES_OF_A_PUT, containing="creating")
    dependencies = replace(dependencies, pause=landing(faulty))
    faulty.trouble.next(RESET, "table batch", times=3, containing="internal")
    with pytest.raises(DependencyUnavailable):
        await deliver(registration_key, dependencies)
    assert await status(registration_key, dependencies) is Status.WAITING
    context.clock.pass_(minutes=1)
    assert await deliver(registration_key, dependencies) is Status.DELIVERED
    assert len(context.target.documents) == 1


def landing(faulty: FaultyStorage) -> Callable[[float], Awaitable[None]]:
    """What was given up lands while the delivery waits to write again."""

    async def pause(seconds: float) -> None:
        faulty.land()

    return pause


async def test_a_refused_call_and_a_refusing_storage_are_not_uncertain(
    dependencies: Dependencies, faulty: FaultyStorage, context: MemoryParts
) -> None:
    registration_key = await sent(dependencies)

    def refused(step: str) -> None:
        if step == "create":
            faulty.trouble.next(RESET, "table PUT", times=TRIES_OF_A_PUT)
            faulty.trouble.next(RESET, "table batch", times=3)
            raise Unavailable("unavailable", "ConnectError")

    context.target.trouble = refused
    assert await deliver(registration_key, dependencies) is Status.WAITING
    context.target.trouble = lambda step: None
    context.clock.pass_(minutes=1)
    assert await deliver(registration_key, dependencies) is Status.DELIVERED
