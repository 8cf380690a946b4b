"""A registration with several targets: each has its own delivery, and none waits for another."""

from __future__ import annotations

import asyncio

import pytest

from functions.commands import resolution
from shared.adapters.memory.registrations import none
from shared.adapters.memory.target import MemoryTarget
from shared.domain.delivery import Delivery
from shared.domain.delivery_status import Status
from shared.domain.failures import Refused, Unavailable, Uncertain
from shared.domain.problems import NotUncertain
from shared.domain.registration import RegistrationKey
from shared.domain.waiting import OutboxEntry, entries_of
from shared.services.deliver import deliver
from shared.services.resolve_delivery import resolve_delivery
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN
from tests.waiting import let_others_go_on_until

SECOND = "second"


@pytest.fixture
async def both(context: MemoryParts) -> RegistrationKey:
    """A visit that goes to two targets."""
    context.other_targets[SECOND] = MemoryTarget()
    key = await context.waiting()
    row = context.row(key)
    other = Delivery(target=SECOND, status=Status.RECEIVED, status_at=row.status_at)
    context.registrations.rows[key] = both = row.with_deliveries(*row.deliveries, other)
    context.registrations.entries |= {entry.key: entry for entry in entries_of(both, row.received_at)}
    return key


async def test_both_have_it_once_with_a_receipt_each(context: MemoryParts, both: RegistrationKey) -> None:
    assert await deliver(both, context.dependencies) is Status.DELIVERED
    assert len(context.target.documents) == len(context.other_targets[SECOND].documents) == 1
    assert all(delivery.receipt for delivery in context.row(both).deliveries)
    assert context.registrations.entries == {}


async def test_one_that_is_down_does_not_hold_up_the_other(context: MemoryParts, both: RegistrationKey) -> None:
    context.target.down = True
    assert await deliver(both, context.dependencies) is Status.WAITING
    assert [delivery.status for delivery in context.row(both).deliveries] == [Status.WAITING, Status.DELIVERED]
    assert set(context.registrations.entries) == {both.to("fasit-documents")}
    context.target.down = False
    context.clock.pass_(minutes=1)
    assert await deliver(both, context.dependencies) is Status.DELIVERED
    assert len(context.target.documents) == len(context.other_targets[SECOND].documents) == 1


async def test_one_that_hangs_does_not_hold_up_the_other(context: MemoryParts, both: RegistrationKey) -> None:
    hanging, second = asyncio.Event(), context.other_targets[SECOND]

    class Hanging(MemoryTarget):
        async def deliver(self, *arguments: object) -> object:  # type: ignore[override]
            await hanging.wait()
            return await super().deliver(*arguments)  # type: ignore[arg-type]

    context.target = Hanging()
    delivery = asyncio.create_task(deliver(both, context.dependencies))
    await let_others_go_on_until(lambda: context.row(both).delivery_to(SECOND).status is Status.DELIVERED)
    assert len(second.documents) == 1
    hanging.set()
    assert await delivery is Status.DELIVERED


async def test_the_registration_shows_the_one_that_needs_most(context: MemoryParts, both: RegistrationKey) -> None:
    def no(step: str) -> None:
        if step == "create":
            raise Refused("refused", "ukendt part")

    def lost(step: str) -> None:
        if step == "created":
            raise Uncertain("uncertain")

    context.target.trouble, context.other_targets[SECOND].trouble = no, lost
    assert await deliver(both, context.dependencies) is Status.UNCERTAIN
    context.target.trouble = context.other_targets[SECOND].trouble = lambda step: None
    settled = await resolve_delivery(resolution(both, APP, {"outcome": "delivered"}), KAREN, context.dependencies)
    assert settled.status is Status.REFUSED, "the other one still needs a person"
    await resolve_delivery(resolution(both, APP, {"outcome": "try-now"}), KAREN, context.dependencies)
    assert await deliver(both, context.dependencies) is Status.DELIVERED
    assert len(context.target.documents) == len(context.other_targets[SECOND].documents) == 1
    lines = await context.registrations.history(both)
    assert {line.target for line in lines if line.status in (Status.REFUSED, Status.UNCERTAIN)} == {
        "fasit-documents",
        SECOND,
    }


async def test_a_message_is_of_one_delivery_and_leaves_the_other_alone(
    context: MemoryParts, both: RegistrationKey
) -> None:
    second = context.other_targets[SECOND]
    assert await deliver(both.to(SECOND), context.dependencies) is Status.DELIVERED
    assert context.row(both).status is Status.RECEIVED
    assert (len(context.target.documents), len(second.documents)) == (0, 1)
    assert set(context.registrations.entries) == {both.to("fasit-documents")}
    assert await deliver(both.to(SECOND), context.dependencies) is None, "a message that comes twice"
    assert await deliver(both.to("fasit-documents"), context.dependencies) is Status.DELIVERED
    assert (len(context.target.documents), len(second.documents)) == (1, 1)


async def test_the_sweeper_sends_the_message_of_the_delivery_that_lost_it(
    context: MemoryParts, both: RegistrationKey
) -> None:
    await deliver(both.to(SECOND), context.dependencies)
    context.delivery_queue.sent.clear()
    context.clock.pass_(minutes=5)
    assert await sweep(context.dependencies) == 1
    assert [key for key, _ in context.delivery_queue.sent] == [both.to("fasit-documents")]


async def test_an_entry_of_before_each_delivery_had_its_own_becomes_one_for_each(
    context: MemoryParts, both: RegistrationKey
) -> None:
    old = OutboxEntry(both, Status.RECEIVED, context.clock(), context.clock())
    context.registrations.entries = {old.key: old}
    context.clock.pass_(minutes=5)
    await sweep(context.dependencies)
    assert set(context.registrations.entries) == {both.to("fasit-documents"), both.to(SECOND)}
    await sweep(context.dependencies)
    assert {key for key, _ in context.delivery_queue.sent} >= {both.to("fasit-documents"), both.to(SECOND)}


async def test_a_person_settles_the_delivery_that_they_name(context: MemoryParts, both: RegistrationKey) -> None:
    def no(step: str) -> None:
        if step == "create":
            raise Refused("refused", "ukendt part")

    context.target.trouble = context.other_targets[SECOND].trouble = no
    assert await deliver(both, context.dependencies) is Status.REFUSED
    context.other_targets[SECOND].trouble = lambda step: None
    command = resolution(both, APP, {"outcome": "try-now", "target": SECOND})
    await resolve_delivery(command, KAREN, context.dependencies)
    assert [delivery.status for delivery in context.row(both).deliveries] == [Status.REFUSED, Status.RECEIVED]
    assert await deliver(both.to(SECOND), context.dependencies) is Status.DELIVERED
    assert context.row(both).status is Status.REFUSED, "the other one still needs a person"
    for target in (SECOND, "nowhere"):
        with pytest.raises(NotUncertain):
            await resolve_delivery(
                resolution(both, APP, {"outcome": "try-now", "target": target}), KAREN, context.dependencies
            )


@pytest.mark.parametrize("first", ["fasit-documents", SECOND])
async def test_two_workers_with_a_delivery_each_meet_at_the_row(
    context: MemoryParts, both: RegistrationKey, first: str
) -> None:
    other = SECOND if first == "fasit-documents" else "fasit-documents"
    outcomes = await asyncio.gather(*(deliver(both.to(target), context.dependencies) for target in (first, other)))
    for target in (first, other):
        await deliver(both.to(target), context.dependencies)
    assert any(outcomes)
    assert len(context.target.documents) == len(context.other_targets[SECOND].documents) == 1
    assert context.row(both).status is Status.DELIVERED
    assert context.registrations.entries == {}


async def test_what_became_of_one_is_not_written_over_by_the_tries_of_the_other(
    context: MemoryParts, both: RegistrationKey
) -> None:
    """Two workers, whose clocks are behind the row's: both write the next moment after it."""
    context.clock.pass_(minutes=-1)
    began, goes_on = asyncio.Event(), asyncio.Event()

    class Slow(MemoryTarget):
        async def deliver(self, *arguments: object) -> object:  # type: ignore[override]
            began.set()
            await goes_on.wait()
            raise Unavailable("unavailable")

    context.other_targets[SECOND] = Slow()
    waiting = asyncio.create_task(deliver(both.to(SECOND), context.dependencies))
    await began.wait()
    assert await deliver(both.to("fasit-documents"), context.dependencies) is Status.DELIVERED
    goes_on.set()
    assert await waiting is Status.WAITING
    context.clock.pass_(seconds=10)
    assert await deliver(both.to(SECOND), context.dependencies) is Status.WAITING
    lines = [(line.target, line.status, line.count) for line in await context.registrations.history(both)]
    assert ("fasit-documents", Status.DELIVERED, 1) in lines
    assert [line for line in lines if line[1] is Status.WAITING] == [(SECOND, Status.WAITING, 2)]


async def test_messages_of_both_at_once_deliver_both(context: MemoryParts, both: RegistrationKey) -> None:
    """Both claims are of the one row: the message of the one that comes second is not used up for nothing."""
    messages = (deliver(both.to(target), context.dependencies) for target in ("fasit-documents", SECOND))
    assert await asyncio.gather(*messages) == [Status.DELIVERED, Status.DELIVERED]


@pytest.mark.parametrize("times", [1, 2, 4])
async def test_whoever_writes_the_row_in_between_takes_no_delivery_away(
    context: MemoryParts, both: RegistrationKey, times: int
) -> None:
    """The worker of the other delivery notes its own steps, some of them between a look at the row and the write of it."""
    left = {"change": 0}

    def another_writes(call: str) -> None:
        left["change"] = times if call == "change" and left["change"] == 0 else left["change"] - (call == "change")
        if call == "change" and left["change"] > 0:
            context.registrations._stored(context.row(both))

    context.registrations.trouble = another_writes
    assert await deliver(both.to(SECOND), context.dependencies) is Status.DELIVERED
    assert context.row(both).delivery_to(SECOND).attempts == 1


async def test_one_whose_row_others_always_write_first_comes_back_within_a_second(
    context: MemoryParts, both: RegistrationKey
) -> None:
    """Its message is used up, and the sweeper would find it minutes later."""

    def another_writes(call: str) -> None:
        if call == "change":
            context.registrations._stored(context.row(both))

    context.delivery_queue.sent.clear()
    context.registrations.trouble = another_writes
    assert await deliver(both.to(SECOND), context.dependencies) is None
    assert len(context.pauses) > 2
    assert context.pauses == sorted(context.pauses), "each try waits longer than the last"
    assert [(key, delay.total_seconds()) for key, delay in context.delivery_queue.sent] == [(both.to(SECOND), 1)]
    context.registrations.trouble = none
    assert await deliver(both.to(SECOND), context.dependencies) is Status.DELIVERED


async def test_a_person_moves_one_while_the_worker_of_the_other_writes(
    context: MemoryParts, both: RegistrationKey
) -> None:
    left = {"change": 3}

    def another_writes(call: str) -> None:
        left["change"] -= call == "change"
        if call == "change" and left["change"] > 0:
            context.registrations._stored(context.row(both))

    context.registrations.trouble = another_writes
    withdrawn = resolution(both, APP, {"outcome": "withdraw", "target": SECOND, "reason": "sendt ved en fejl"})
    await resolve_delivery(withdrawn, KAREN, context.dependencies)
    assert context.row(both).delivery_to(SECOND).status is Status.CLOSED
    assert await deliver(both.to("fasit-documents"), context.dependencies) is not None
