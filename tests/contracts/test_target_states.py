"""What every store of how the targets are doing does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from shared.adapters.memory.target_states import MemoryTargetStates
from shared.adapters.target_states_table import TableTargetStates
from shared.domain.ports import TargetStates, WriteConflict
from shared.domain.target_state import Limit, Share, TargetState
from shared.services.target_traffic import TargetTraffic
from tests.examples import NOW
from tests.faulty_storage.faults import LOST
from tests.servers import Servers

FASIT = "fasit-documents"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def states(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[TargetStates]:
    if request.param == "memory":
        yield MemoryTargetStates()
        return
    table = TableTargetStates(servers.account_of(request.param))
    yield table
    await table.close()


async def test_of_a_target_that_nobody_asked_about_nothing_is_known(states: TargetStates) -> None:
    assert await states.get(FASIT) is None
    assert await states.every() == {}


async def test_everything_of_a_state_is_kept(states: TargetStates) -> None:
    state = TargetState(
        FASIT,
        failures=5,
        opened_at=NOW,
        trial_at=LATER,
        trial_until=LATER,
        trial_by="one",
        failed_trials=2,
        seen_at=NOW,
        asked_until=LATER,
        room_since=NOW,
        room_until=LATER,
        tended_at=NOW,
        next_start=NOW,
        shares={"a": Share(3, LATER), "b": Share(1, NOW)},
    )
    stored = await states.save(state)
    assert stored == replace(state, etag=stored.etag)
    await states.save(TargetState("momentum"))
    assert await states.get(FASIT) == stored
    assert set(await states.every()) == {FASIT, "momentum"}


async def test_of_two_that_change_the_same_state_one_is_told(states: TargetStates) -> None:
    first = await states.save(TargetState(FASIT))
    second = await states.save(replace(first, failures=1))
    for late in (replace(first, failures=7), TargetState(FASIT, failures=7)):
        with pytest.raises(WriteConflict):
            await states.save(late)
    assert await states.get(FASIT) == second


async def test_a_write_whose_answer_is_lost_is_known_as_done(servers: Servers) -> None:
    faulty = servers.faulty()
    table = TableTargetStates(servers.faulty_account())
    try:
        faulty.trouble.next(LOST, "table POST")
        first = await table.save(TargetState(FASIT))
        faulty.trouble.next(LOST, "table PUT")
        second = await table.save(replace(first, failures=1))
        assert [line.split(" /")[0] for line in faulty.trouble.played[-2:]] == ["lost: table POST", "lost: table PUT"]
        assert await table.get(FASIT) == second
    finally:
        await table.close()
        servers.faulty()


async def test_many_instances_together_keep_the_limit(states: TargetStates) -> None:
    """A hundred deliveries at once on ten instances, and none of them knows of the others but by the store."""
    limit = Limit(at_once=7, per_minute=0)
    instances = [TargetTraffic(states, lambda target: limit, lambda: NOW) for _ in range(10)]
    admissions = await asyncio.gather(
        *(instance.admit(FASIT, released=False) for instance in instances for _ in range(3)), return_exceptions=True
    )
    admitted = [each for each in admissions if not isinstance(each, BaseException) and each.may_go]
    assert 1 <= len(admitted) <= 7


async def test_many_instances_together_keep_the_pace(states: TargetStates) -> None:
    limit = Limit(at_once=0, per_minute=300)
    instances = [TargetTraffic(states, lambda target: limit, lambda: NOW) for _ in range(10)]
    admissions = await asyncio.gather(
        *(instance.admit(FASIT, released=False) for instance in instances for _ in range(3)), return_exceptions=True
    )
    admitted = [each for each in admissions if not isinstance(each, BaseException) and each.may_go]
    assert 1 <= len(admitted) <= 6, "a second's worth and the one that begins now"
