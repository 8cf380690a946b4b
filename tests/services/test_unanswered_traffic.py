"""What becomes of a target's deliveries where the storage does not answer while it is down, or has come back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.domain.delivery_status import Status
from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.target_state import Circuit, TargetState
from shared.domain.waiting import OutboxEntry
from shared.services.deliver import deliver
from shared.services.waiting_room import READ_EVERY, tend_waiting_rooms
from tests.dependencies import MemoryParts
from tests.services.instances import FASIT, Instances


@pytest.fixture
def instances(context: MemoryParts) -> Instances:
    return Instances(context)


async def test_a_trial_whose_begin_is_stored_and_unanswered_is_made_all_the_same(
    instances: Instances, monkeypatch: pytest.MonkeyPatch
) -> None:
    dependencies, save = await instances.opened(), instances.states.save
    key = await instances.context.waiting()
    unanswered = True

    async def answer_lost_and_written_over(state: TargetState) -> TargetState:
        nonlocal unanswered
        stored = await save(state)
        if unanswered:
            unanswered = False
            await save(replace(stored, next_start=instances.context.clock()))
            raise WriteConflict
        return stored

    instances.context.clock.pass_(seconds=31)
    monkeypatch.setattr(instances.states, "save", answer_lost_and_written_over)
    assert await deliver(key, dependencies, released=True) is Status.DELIVERED
    assert instances.circuit is Circuit.CLOSED


@pytest.fixture
async def reopened(instances: Instances, monkeypatch: pytest.MonkeyPatch) -> Instances:
    """A target that is back, for which one delivery waits; the storage does not answer the first time that the outbox is read."""
    dependencies, entries = await instances.opened(), instances.context.registrations.outbox_entries
    await instances.context.waiting()
    await dependencies.traffic.answered_probe(FASIT)
    is_down = True

    async def unanswered_once() -> AsyncIterator[OutboxEntry]:
        nonlocal is_down
        if is_down:
            is_down = False
            raise DependencyUnavailable("storage-unavailable")
        async for entry in entries():
            yield entry

    monkeypatch.setattr(instances.context.registrations, "outbox_entries", unanswered_once)
    return instances


async def test_a_look_at_a_waiting_room_that_fails_is_made_again_at_once(reopened: Instances) -> None:
    clock = reopened.context.clock
    began = clock()

    async def passed(seconds: float) -> None:
        clock.pass_(seconds=seconds)

    dependencies = replace(reopened.instance(), pause=passed)
    assert await tend_waiting_rooms(dependencies, began + 2 * READ_EVERY) > 0
    assert clock() - began <= timedelta(seconds=10)


async def test_a_failed_look_that_is_the_last_is_told(reopened: Instances) -> None:
    with pytest.raises(DependencyUnavailable):
        await tend_waiting_rooms(reopened.instance(), reopened.context.clock())
