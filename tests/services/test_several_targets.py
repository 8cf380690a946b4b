"""A registration with several targets: each has its own delivery, and none waits for another."""

from __future__ import annotations

import asyncio

import pytest

from functions.commands import resolution
from shared.adapters.memory.target import MemoryTarget
from shared.domain.delivery import Delivery, Status
from shared.domain.failures import Refused, Uncertain
from shared.domain.registration import RegistrationKey
from shared.services.deliver import deliver
from shared.services.resolve_delivery import resolve_delivery
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
    context.registrations.rows[key] = row.with_deliveries(*row.deliveries, other)
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
    assert both in context.registrations.entries
    context.target.down = False
    context.clock.pass_(minutes=1)
    assert await deliver(both, context.dependencies) is Status.DELIVERED
    assert len(context.target.documents) == len(context.other_targets[SECOND].documents) == 1


async def test_one_that_hangs_does_not_hold_up_the_other(context: MemoryParts, both: RegistrationKey) -> None:
    hanging, second = asyncio.Event(), context.other_targets[SECOND]

    class Hanging(MemoryTarget):
        async def deliver(self, *given: object) -> object:  # type: ignore[override]
            await hanging.wait()
            return await super().deliver(*given)  # type: ignore[arg-type]

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
