"""Finding what lost its message."""

from __future__ import annotations

import pytest

from shared.domain.problems import OutOfReach
from shared.domain.registration import Pointer, Status
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.examples import KAREN, uuid7
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
        Status.LEVERES, around.clock(), claimed_until=around.clock() + around.work.lease
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
