"""Delivery: one document whatever comes twice, late, or dies on the way."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from shared.domain.failures import DeliveryFailure, Refused, Unavailable, Uncertain
from shared.domain.registration import Pointer, Status, back_off
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.examples import KAREN, NOW, uuid7
from tests.working import Surroundings


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


async def killed_at(step: str, around: Surroundings) -> Pointer:
    """A delivery whose process is killed when the target reaches a step."""
    pointer = await around.waiting()

    def kill(reached: str) -> None:
        if reached == step:
            raise Killed

    around.target.trouble = kill
    with pytest.raises(Killed):
        await deliver(pointer, around.work)
    around.target.trouble = lambda step: None
    return pointer


def fails(failure: Exception, around: Surroundings, step: str = "create") -> None:
    def trouble(reached: str) -> None:
        if reached == step:
            raise failure

    around.target.trouble = trouble


async def test_a_visit_comes_to_fasit(around: Surroundings) -> None:
    pointer = await around.waiting()
    assert await deliver(pointer, around.work) is Status.DELIVERED
    row = around.row(pointer)
    assert row.receipt is not None
    assert row.receipt.id == "document-1"
    assert row.claimed_until is None
    assert around.told(pointer) == ["received", "delivering", "delivered"]
    assert not around.registrations.pointers
    [delivered] = around.target.documents
    assert delivered.registration.answers == row.answers


async def test_a_message_that_comes_twice_makes_one_document(around: Surroundings) -> None:
    pointer = await around.waiting()
    await deliver(pointer, around.work)
    assert await deliver(pointer, around.work) is None
    assert len(around.target.documents) == 1


async def test_messages_at_the_same_moment_make_one_document(around: Surroundings) -> None:
    pointer = await around.waiting()
    outcomes = await asyncio.gather(*(deliver(pointer, around.work) for _ in range(6)))
    assert sorted(filter(None, outcomes)) == [Status.DELIVERED]
    assert len(around.target.documents) == 1
    assert around.target.uploads == 1


async def test_a_message_before_its_row_is_used_up_and_nothing_more(around: Surroundings) -> None:
    assert await deliver(Pointer(person_key=KAREN.key, id=uuid7()), around.work) is None


async def test_fasit_out_of_reach_is_tried_again_after_a_pause(around: Surroundings) -> None:
    pointer = await around.waiting()
    around.outbox.sent.clear()
    around.target.down = True
    assert await deliver(pointer, around.work) is Status.WAITING
    row = around.row(pointer)
    assert row.reason is not None
    assert row.reason.code == "unavailable"
    assert row.retry_at == NOW + timedelta(seconds=5)
    [(sent, delay)] = around.outbox.sent
    assert sent == pointer
    assert row.retry_at < NOW + delay
    around.target.down = False
    assert await deliver(pointer, around.work) is None, "a message that comes early must wait"
    around.clock.pass_(seconds=delay.total_seconds())
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert around.row(pointer).reason is None
    assert around.told(pointer) == ["received", "delivering", "waiting", "delivering", "delivered"]


async def test_the_pause_grows_up_to_a_quarter_of_an_hour(around: Surroundings) -> None:
    pointer = await around.waiting()
    around.target.down = True
    pauses = []
    for _ in range(12):
        await deliver(pointer, around.work)
        retry_at = around.row(pointer).retry_at
        assert retry_at is not None
        pauses.append((retry_at - around.clock()).total_seconds())
        around.clock.now = retry_at
    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses[-1] == 15 * 60
    assert back_off(100_000) == timedelta(minutes=15)
    assert around.target.uploads == 0


async def test_a_no_is_final_and_tells_why(around: Surroundings) -> None:
    pointer = await around.waiting()
    fails(Refused("refused", "ukendt part"), around)
    assert await deliver(pointer, around.work) is Status.REFUSED
    row = around.row(pointer)
    assert row.reason is not None
    assert (row.reason.code, row.reason.message) == ("refused", "ukendt part")
    assert not around.registrations.pointers
    assert await deliver(pointer, around.work) is None


async def test_a_lost_answer_is_uncertain_and_never_tried_again_by_itself(around: Surroundings) -> None:
    pointer = await around.waiting()
    fails(Uncertain("uncertain", "ReadTimeout"), around, "created")
    assert await deliver(pointer, around.work) is Status.UNCERTAIN
    around.target.trouble = lambda step: None
    around.clock.pass_(hours=1)
    assert await deliver(pointer, around.work) is None
    assert await sweep(around.work) == 0
    assert len(around.target.documents) == 1


async def test_a_known_failure_goes_on_where_it_stopped(around: Surroundings) -> None:
    pointer = await around.waiting()
    fails(Unavailable("unavailable", "HTTP 503"), around)
    await deliver(pointer, around.work)
    around.target.trouble = lambda step: None
    around.clock.pass_(minutes=1)
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert (around.target.uploads, len(around.target.documents)) == (1, 1)


@pytest.mark.parametrize(("step", "uploads"), [("upload", 1), ("uploaded", 2)])
async def test_killed_before_create_is_one_document_in_the_end(around: Surroundings, step: str, uploads: int) -> None:
    pointer = await killed_at(step, around)
    assert around.row(pointer).status is Status.DELIVERING
    around.clock.pass_(seconds=61)
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert (around.target.uploads, len(around.target.documents)) == (uploads, 1)


@pytest.mark.parametrize(("step", "documents"), [("create", 0), ("created", 1)])
async def test_killed_around_create_is_for_a_person_to_settle(around: Surroundings, step: str, documents: int) -> None:
    pointer = await killed_at(step, around)
    around.clock.pass_(seconds=61)
    assert await deliver(pointer, around.work) is Status.UNCERTAIN
    assert len(around.target.documents) == documents


async def test_a_dead_delivery_is_found_within_two_minutes(around: Surroundings) -> None:
    pointer = await killed_at("upload", around)
    around.outbox.sent.clear()
    assert await deliver(pointer, around.work) is None, "the message that comes again within the lease is used up"
    waited = 0
    while not around.outbox.sent:
        await sweep(around.work)
        around.clock.pass_(seconds=5)
        waited += 5
    assert waited <= 70
    assert around.outbox.pointers == [pointer]
    assert await deliver(pointer, around.work) is Status.DELIVERED


async def test_a_delivery_that_was_taken_over_stops_before_its_next_step(around: Surroundings) -> None:
    pointer = await around.waiting()

    def slow(step: str) -> None:
        if step == "uploaded":
            # Meanwhile the lease has run out, and another worker has claimed the row.
            row = around.row(pointer)
            taken = row.moved(Status.DELIVERING, around.clock(), attempts=row.attempts + 1)
            around.registrations.rows[pointer] = taken.model_copy(update={"etag": "taken-over"})

    around.target.trouble = slow
    assert await deliver(pointer, around.work) is None
    assert not around.target.documents
    assert around.row(pointer).etag == "taken-over"


async def test_a_receipt_is_written_over_what_another_made_of_the_row(around: Surroundings) -> None:
    pointer = await around.waiting()

    def overtaken(step: str) -> None:
        if step == "created":
            row = around.row(pointer).moved(Status.UNCERTAIN, around.clock()).model_copy(update={"etag": "another"})
            around.registrations.rows[pointer] = row

    around.target.trouble = overtaken
    assert await deliver(pointer, around.work) is Status.DELIVERED
    row = around.row(pointer)
    assert row.receipt is not None
    assert row.receipt.id == "document-1"


async def test_an_uncertain_outcome_is_not_written_over_a_receipt(around: Surroundings) -> None:
    pointer = await around.waiting()

    def overtaken(step: str) -> None:
        if step == "created":
            row = around.row(pointer).moved(Status.DELIVERED, around.clock()).model_copy(update={"etag": "another"})
            around.registrations.rows[pointer] = row
            raise Uncertain("uncertain")

    around.target.trouble = overtaken
    assert await deliver(pointer, around.work) is Status.DELIVERED
    assert around.row(pointer).status is Status.DELIVERED


async def test_what_nobody_foresaw_is_recorded_raised_and_tried_again(around: Surroundings) -> None:
    pointer = await around.waiting()
    fails(ZeroDivisionError("en hemmelighed"), around, "upload")
    with pytest.raises(ZeroDivisionError):
        await deliver(pointer, around.work)
    row = around.row(pointer)
    assert row.reason is not None
    assert (row.status, row.reason.code, row.reason.message) == (Status.WAITING, "internal", "")
    around.target.trouble = lambda step: None
    around.clock.pass_(minutes=1)
    assert await deliver(pointer, around.work) is Status.DELIVERED


@pytest.mark.parametrize("failure", [Unavailable("unavailable"), Refused("refused", "nej"), Uncertain("uncertain")])
async def test_history_is_in_order_when_clocks_differ(around: Surroundings, failure: DeliveryFailure) -> None:
    pointer = await around.waiting()
    around.clock.pass_(seconds=-30)
    fails(failure, around)
    status = await deliver(pointer, around.work)
    assert status is not None
    history = await around.registrations.history(pointer)
    assert [event.status.value for event in history] == ["received", "delivering", status.value]
    assert len({event.at for event in history}) == 3
