"""Finding what lost its message."""

from __future__ import annotations

from datetime import timedelta
import logging
from uuid import UUID

import pytest

from shared.domain.problems import OutOfReach
from shared.domain.registration import Pointer, Registration, Status
from shared.services.deliver import deliver
from shared.services.sweep import AT_MOST, sweep
from tests.examples import KAREN, Clock, registration, uuid7
from tests.fakes.registrations import MemoryRegistrations
from tests.working import Surroundings


async def test_a_message_on_its_way_is_left_alone(around: Surroundings) -> None:
    await around.waiting()
    around.outbox.sent.clear()
    around.clock.pass_(seconds=59)
    assert await sweep(around.work) == 0
    assert around.outbox.sent == []


async def test_a_lost_message_is_sent_again(around: Surroundings) -> None:
    around.outbox.down = True
    pointer = await around.waiting()
    around.outbox.down = False
    around.clock.pass_(seconds=60)
    assert await sweep(around.work) == 1
    assert around.outbox.pointers == [pointer]


async def test_a_row_that_waits_for_its_time_is_left_alone(around: Surroundings) -> None:
    pointer = await around.waiting()
    around.target.down = True
    for _ in range(8):
        await deliver(pointer, around.work)
        around.clock.now = around.row(pointer).retry_at or around.clock.now
    await deliver(pointer, around.work)
    around.clock.pass_(minutes=14)
    around.outbox.sent.clear()
    assert await sweep(around.work) == 0
    around.clock.pass_(minutes=2)
    assert await sweep(around.work) == 1


async def test_a_delivery_under_way_is_left_alone(around: Surroundings) -> None:
    pointer = await around.waiting()
    row = around.row(pointer)
    around.clock.pass_(minutes=2)
    around.registrations.rows[pointer] = row.moved(
        Status.DELIVERING, around.clock(), claimed_until=around.clock() + around.work.lease
    )
    assert await sweep(around.work) == 0
    around.clock.pass_(seconds=60)
    assert await sweep(around.work) == 1


async def test_a_pointer_that_outlived_its_row_goes(around: Surroundings) -> None:
    pointer = await around.waiting()
    await deliver(pointer, around.work)
    await around.registrations.pend(pointer)
    around.clock.pass_(minutes=1)
    assert await sweep(around.work) == 0
    assert not around.registrations.pointers


async def test_a_pointer_whose_row_was_never_stored_goes_after_a_quarter_of_an_hour(around: Surroundings) -> None:
    pointer = Pointer(person_key=KAREN.key, id=uuid7())
    await around.registrations.pend(pointer)
    around.clock.pass_(minutes=14)
    await sweep(around.work)
    assert list(around.registrations.pointers) == [pointer]
    around.clock.pass_(minutes=1)
    await sweep(around.work)
    assert not around.registrations.pointers


async def test_every_pointer_has_its_turn_however_many_wait(around: Surroundings) -> None:
    around.outbox.down = True
    for _ in range(450):
        await around.waiting()
    around.outbox.down = False
    around.clock.pass_(minutes=2)
    assert await sweep(around.work) == 450
    assert len(set(around.outbox.pointers)) == 450


@pytest.mark.parametrize("failure", [OutOfReach("storage-unavailable"), ValueError("'ukendt' is not a valid Status")])
async def test_one_that_fails_stops_none_of_the_others(
    around: Surroundings, failure: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    around.outbox.down = True
    for _ in range(5):
        await around.waiting()
    around.outbox.down = False
    around.clock.pass_(minutes=2)
    reads = [0]

    def trouble(call: str) -> None:
        reads[0] += call == "get"
        if call == "get" and reads[0] == 2:
            raise failure

    around.registrations.trouble = trouble
    assert await sweep(around.work) == 4
    assert "could not be looked at" in caplog.text
    assert "ukendt" not in caplog.text


THOUSANDS = 50_000


class Crowd(MemoryRegistrations):
    """A day without Fasit: a pointer for each of very many, all of whose rows are the same in what a sweep looks at."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._row = registration(at=clock())
        self.pointers = {
            Pointer(person_key=f"{number % 5000:032x}", id=UUID(int=number)): clock() + timedelta(milliseconds=number)
            for number in range(THOUSANDS)
        }

    async def get(self, pointer: Pointer) -> Registration:
        return self._row


async def test_nobody_starves_however_many_wait_and_the_oldest_is_known(
    around: Surroundings, caplog: pytest.LogCaptureFixture
) -> None:
    around.registrations = Crowd(around.clock)
    work, everybody = around.work, set(around.registrations.pointers)
    around.clock.pass_(hours=3)
    sweeps = 0
    with caplog.at_level(logging.INFO, "feltskema.sweep"):
        while len(around.outbox.sent) < THOUSANDS:
            sent = len(around.outbox.sent)
            await sweep(work)
            assert sent < len(around.outbox.sent) <= sent + 1.2 * AT_MOST, "a share each time, and not all at once"
            sweeps += 1
    assert sweeps <= 16, "minutes until everybody had a turn"
    assert set(around.outbox.pointers) == everybody, "nobody twice before all had been"
    assert {line for line in caplog.messages if line.startswith("waiting")} == {"waiting: 50000, oldest 10800 s"}


async def test_a_sweep_takes_the_oldest_first(around: Surroundings) -> None:
    around.outbox.down = True
    pointers = []
    for _ in range(30):
        pointers.append(await around.waiting())
        around.clock.pass_(seconds=1)
    around.outbox.down = False
    around.clock.pass_(minutes=2)
    await sweep(around.work)
    assert around.outbox.pointers == pointers
