"""Delivery: one document whatever comes twice, late, or dies on the way."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from shared.domain.delivery import back_off
from shared.domain.delivery_status import Status
from shared.domain.failures import DeliveryFailure, Refused, Unavailable, Uncertain
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import KAREN, NOW, uuid7


class Killed(BaseException):
    """The process ends here: nothing after it runs."""


def fails(failure: Exception, context: MemoryParts, step: str = "create") -> None:
    def trouble(reached: str) -> None:
        if reached == step:
            raise failure

    context.target.trouble = trouble


async def test_a_visit_comes_to_fasit(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    row = context.row(registration_key)
    assert row.receipt is not None
    assert row.receipt.id == "document-1"
    assert row.delivery.claimed_until is None
    assert context.statuses(registration_key) == ["received", "delivering", "delivered"]
    assert not context.registrations.entries
    [delivered] = context.target.documents
    assert delivered.registration.answers == row.answers


async def test_a_message_that_comes_twice_makes_one_document(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    await deliver(registration_key, context.dependencies)
    assert await deliver(registration_key, context.dependencies) is None
    assert len(context.target.documents) == 1


async def test_messages_at_the_same_moment_make_one_document(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    outcomes = await asyncio.gather(*(deliver(registration_key, context.dependencies) for _ in range(6)))
    assert sorted(filter(None, outcomes)) == [Status.DELIVERED]
    assert len(context.target.documents) == 1
    assert context.target.uploads == 1


async def test_a_message_before_its_row_is_used_up_and_nothing_more(context: MemoryParts) -> None:
    assert await deliver(RegistrationKey(person_key=KAREN.key, id=uuid7()), context.dependencies) is None


async def test_fasit_out_of_reach_is_tried_again_after_a_pause(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    context.delivery_queue.sent.clear()
    context.target.down = True
    assert await deliver(registration_key, context.dependencies) is Status.WAITING
    row = context.row(registration_key)
    assert row.reason is not None
    assert row.reason.code == "unavailable"
    assert row.delivery.retry_at == NOW + timedelta(seconds=5)
    [(sent, delay)] = context.delivery_queue.sent
    assert sent == registration_key.to("fasit-documents")
    assert row.delivery.retry_at < NOW + delay
    context.target.down = False
    assert await deliver(registration_key, context.dependencies) is None, "a message that comes early must wait"
    context.clock.pass_(seconds=delay.total_seconds())
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert context.row(registration_key).reason is None
    assert context.statuses(registration_key) == ["received", "delivering", "waiting", "delivered"]


async def test_the_pause_grows_up_to_a_quarter_of_an_hour(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    context.target.down = True
    pauses = []
    for _ in range(12):
        await deliver(registration_key, context.dependencies)
        retry_at = context.row(registration_key).delivery.retry_at
        assert retry_at is not None
        pauses.append((retry_at - context.clock()).total_seconds())
        context.clock.now = retry_at
    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses[-1] == 15 * 60
    assert back_off(100_000) == timedelta(minutes=15)
    assert context.target.uploads == 0


@pytest.mark.parametrize(("requested", "paused"), [(30, 30), (3, 5), (86_400, 3600)])
async def test_a_pause_that_the_target_asks_for_is_kept_up_to_an_hour(
    context: MemoryParts, requested: int, paused: int
) -> None:
    registration_key = await context.waiting()
    fails(Unavailable("unavailable", "HTTP 429", not_before=timedelta(seconds=requested)), context, "upload")
    await deliver(registration_key, context.dependencies)
    assert context.row(registration_key).delivery.retry_at == NOW + timedelta(seconds=paused)


async def test_those_that_wait_together_do_not_come_back_together(context: MemoryParts) -> None:
    context.target.down = True
    keys = [await context.waiting() for _ in range(5)]
    for _ in range(12):
        for share, key in enumerate(keys):
            context.chance = share / len(keys)
            context.clock.now = max(context.clock.now, context.row(key).delivery.retry_at or context.clock.now)
            await deliver(key, context.dependencies)
    pauses = [(context.row(key).delivery.retry_at or NOW) - context.row(key).status_at for key in keys]
    assert len(set(pauses)) == len(keys)
    assert all(timedelta(minutes=11) < pause <= timedelta(minutes=15) for pause in pauses)


async def test_a_no_is_final_and_tells_why(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    fails(Refused("refused", "ukendt part"), context)
    assert await deliver(registration_key, context.dependencies) is Status.REFUSED
    row = context.row(registration_key)
    assert row.reason is not None
    assert (row.reason.code, row.reason.message) == ("refused", "ukendt part")
    assert context.registrations.entries[registration_key.to("fasit-documents")].status is Status.REFUSED, (
        "counted until a person has seen to it"
    )
    assert await deliver(registration_key, context.dependencies) is None


async def test_a_lost_answer_is_uncertain_and_never_tried_again_by_itself(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    fails(Uncertain("uncertain", "ReadTimeout"), context, "created")
    assert await deliver(registration_key, context.dependencies) is Status.UNCERTAIN
    context.target.trouble = lambda step: None
    context.clock.pass_(hours=1)
    assert await deliver(registration_key, context.dependencies) is None
    assert await sweep(context.dependencies) == 0
    assert len(context.target.documents) == 1


async def test_a_known_failure_goes_on_where_it_stopped(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    fails(Unavailable("unavailable", "HTTP 503"), context)
    await deliver(registration_key, context.dependencies)
    context.target.trouble = lambda step: None
    context.clock.pass_(minutes=1)
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED
    assert (context.target.uploads, len(context.target.documents)) == (1, 1)


async def test_what_nobody_foresaw_is_recorded_raised_and_tried_again(context: MemoryParts) -> None:
    registration_key = await context.waiting()
    fails(ZeroDivisionError("en hemmelighed"), context, "upload")
    with pytest.raises(ZeroDivisionError):
        await deliver(registration_key, context.dependencies)
    row = context.row(registration_key)
    assert row.reason is not None
    assert (row.status, row.reason.code, row.reason.message) == (Status.WAITING, "internal", "")
    context.target.trouble = lambda step: None
    context.clock.pass_(minutes=1)
    assert await deliver(registration_key, context.dependencies) is Status.DELIVERED


@pytest.mark.parametrize("failure", [Unavailable("unavailable"), Refused("refused", "nej"), Uncertain("uncertain")])
async def test_history_is_in_order_when_clocks_differ(context: MemoryParts, failure: DeliveryFailure) -> None:
    registration_key = await context.waiting()
    context.clock.pass_(seconds=-30)
    fails(failure, context)
    status = await deliver(registration_key, context.dependencies)
    assert status is not None
    history = context.row(registration_key).whole_history(await context.registrations.history(registration_key))
    assert [event.status.value for event in history] == ["received", "delivering", status.value]
    assert len({event.at for event in history}) == 3


async def test_a_reason_never_repeats_a_cpr_number(context: MemoryParts) -> None:
    key = await context.waiting()

    def no(step: str) -> None:
        raise Refused("refused", "Ukendt part 010190-1234")

    context.target.trouble = no
    await deliver(key, context.dependencies)
    reason = context.row(key).reason
    assert reason is not None
    assert reason.message == "Ukendt part ••••••-••••"
