"""What goes out to a target that is down, that asks to be left alone, or that takes only so much; and what does not."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from shared.domain.delivery_status import Status
from shared.domain.failures import DeliveryFailure, OurFault, Refused, Unavailable, Uncertain
from shared.domain.ports import WriteConflict
from shared.domain.registration import Registration
from shared.domain.target_state import OPENS_AFTER, Circuit, Limit
from shared.services.deliver import deliver
from shared.services.sweep import sweep
from tests.dependencies import MemoryParts
from tests.services.instances import FASIT, Instances


@pytest.fixture
def instances(context: MemoryParts) -> Instances:
    return Instances(context)


async def test_what_is_down_is_not_called_and_what_waits_is_left_as_it_stands(instances: Instances) -> None:
    await instances.opened()
    key, uploads = await instances.context.waiting(), instances.context.target.uploads
    before = instances.context.row(key)
    assert await deliver(key, instances.instance()) is None, "another instance knows it, too"
    assert (instances.context.row(key), instances.context.target.uploads) == (before, uploads)


async def test_the_sweeper_sends_no_message_for_it(instances: Instances) -> None:
    dependencies = await instances.opened()
    await instances.context.waiting()
    instances.context.delivery_queue.sent.clear()
    instances.context.clock.pass_(hours=3)
    assert await sweep(dependencies) == 0
    assert instances.context.delivery_queue.sent == []


@pytest.mark.parametrize(
    "failure",
    [Refused("refused"), Uncertain("uncertain"), OurFault("unauthorized"), OurFault("unavailable", "HTTP 404")],
)
async def test_what_says_nothing_of_reachability_opens_nothing(instances: Instances, failure: DeliveryFailure) -> None:
    dependencies = instances.instance()
    for _ in range(OPENS_AFTER + 1):
        await instances.ends(failure, dependencies)
    assert FASIT not in instances.states.states or instances.circuit is Circuit.CLOSED


async def test_an_answer_in_between_begins_the_count_anew(instances: Instances) -> None:
    dependencies = instances.instance()
    for failure in [*[Unavailable("unavailable")] * (OPENS_AFTER - 1), None] * 3:
        await instances.ends(failure, dependencies)
    assert instances.circuit is Circuit.CLOSED


async def test_of_several_instances_one_tries_and_what_waited_goes_when_that_is_taken(instances: Instances) -> None:
    await instances.opened()
    first, second = await instances.context.waiting(), await instances.context.waiting()
    instances.context.clock.pass_(seconds=31)
    trials = [deliver(key, instances.instance(), released=True) for key in (first, second)]
    assert sorted(await asyncio.gather(*trials), key=str) == [None, Status.DELIVERED]
    assert instances.circuit is Circuit.CLOSED


async def test_a_trial_whose_claim_meets_another_write_is_made_all_the_same(
    instances: Instances, monkeypatch: pytest.MonkeyPatch
) -> None:
    dependencies, change = await instances.opened(), instances.context.registrations.change
    key = await instances.context.waiting()
    writes = 0

    async def written_by_another_first(*arguments: Any) -> Registration:
        nonlocal writes
        writes += 1
        if writes == 1:
            raise WriteConflict
        return await change(*arguments)

    monkeypatch.setattr(instances.context.registrations, "change", written_by_another_first)
    instances.context.clock.pass_(seconds=31)
    assert await deliver(key, dependencies, released=True) is Status.DELIVERED
    assert instances.circuit is Circuit.CLOSED


async def test_a_trial_that_fails_opens_it_again_for_longer(instances: Instances) -> None:
    dependencies = await instances.opened()
    key = await instances.context.waiting()
    instances.context.clock.pass_(seconds=31)
    instances.context.target.down = True
    assert await deliver(key, dependencies, released=True) is Status.WAITING
    circuits = []
    for _ in range(2):
        instances.context.clock.pass_(seconds=31)
        circuits.append(instances.circuit)
    assert circuits == [Circuit.OPEN, Circuit.HALF_OPEN]


async def test_the_oldest_is_the_trial(instances: Instances) -> None:
    dependencies = await instances.opened()
    assert await instances.released(dependencies) == []
    instances.context.clock.pass_(seconds=31)
    [trial] = await instances.released(dependencies)
    rows = instances.context.registrations.rows.values()
    assert trial == min(rows, key=lambda row: (row.received_at, str(row.key))).key


async def test_a_pause_that_one_was_asked_for_all_keep(instances: Instances) -> None:
    failure = Unavailable("unavailable", "HTTP 429", not_before=timedelta(minutes=5))
    first = await instances.ends(failure, instances.instance())
    instances.context.clock.pass_(seconds=1)
    calls = instances.context.target.uploads
    instances.context.target.trouble = lambda step: None
    other, key = instances.instance(), await instances.context.waiting()
    instances.context.clock.pass_(minutes=4)
    assert await deliver(key, other) is None
    assert await instances.released(other) == []
    instances.context.clock.pass_(minutes=2)
    assert await instances.released(other) == [first], "the first of that company"
    assert instances.context.target.uploads == calls


@pytest.mark.parametrize(
    "failure",
    [
        Unavailable("unavailable", "HTTP 429", not_before=timedelta(days=7)),
        Uncertain("uncertain", "HTTP 503", asked_pause=timedelta(days=7)),
    ],
)
async def test_a_pause_of_a_week_is_not_believed(instances: Instances, failure: DeliveryFailure) -> None:
    await instances.ends(failure, instances.instance())
    instances.context.target.trouble = lambda step: None
    key = await instances.context.waiting()
    instances.context.clock.pass_(minutes=59)
    assert await deliver(key, instances.instance(), released=True) is None
    instances.context.clock.pass_(minutes=2)
    assert await deliver(key, instances.instance(), released=True) is Status.DELIVERED


async def test_what_has_no_place_comes_back_soon_and_has_spent_no_try(instances: Instances) -> None:
    instances.limit = Limit(at_once=0, per_minute=60)
    dependencies = instances.instance()
    keys = [await instances.context.waiting() for _ in range(5)]
    instances.context.delivery_queue.sent.clear()
    outcomes = [await deliver(key, dependencies) for key in keys]
    assert outcomes == [Status.DELIVERED, Status.DELIVERED, None, None, None]
    put_back = [(key.registration, delay) for key, delay in instances.context.delivery_queue.sent]
    assert [key for key, _ in put_back] == keys[2:]
    delays = [delay for _, delay in put_back]
    assert delays == sorted(delays), "in the order that they came in"
    assert max(delays) <= timedelta(seconds=10)
    assert {instances.context.row(key).delivery.attempts for key in keys[2:]} == {0}


async def test_more_than_half_a_minute_of_it_waits_in_turn(instances: Instances) -> None:
    instances.limit = Limit(at_once=0, per_minute=6)
    dependencies = instances.instance()
    keys = [await instances.context.waiting() for _ in range(8)]
    outcomes = [await deliver(key, dependencies) for key in keys]
    assert instances.state.has_room(instances.context.clock())
    instances.context.clock.pass_(seconds=61)
    rows = [instances.context.row(key) for key, outcome in zip(keys, outcomes, strict=True) if outcome is None]
    oldest = min(rows, key=lambda row: (row.received_at, str(row.key)))
    assert await instances.released(dependencies) == [oldest.key]


async def test_where_no_limit_is_set_the_storage_is_asked_no_more_than_each_other_second(instances: Instances) -> None:
    dependencies = instances.instance()
    for _ in range(20):
        await deliver(await instances.context.waiting(), dependencies)
    assert instances.states.calls == 1


async def test_with_a_limit_a_delivery_costs_two_requests_and_of_many_less_than_one(instances: Instances) -> None:
    instances.limit = Limit(at_once=32, per_minute=1800)
    dependencies = instances.instance()
    await deliver(await instances.context.waiting(), dependencies)
    assert instances.states.calls <= 2
    for _ in range(40):
        await deliver(await instances.context.waiting(), dependencies)
        instances.context.clock.pass_(seconds=0.05)
    assert instances.states.calls <= 20


async def test_a_storage_that_fails_only_there_loses_no_outcome(instances: Instances) -> None:
    dependencies = instances.instance()
    key = await instances.context.waiting()

    def down(step: str) -> None:
        instances.states.down = True
        raise Unavailable("unavailable")

    instances.context.target.trouble = down
    assert await deliver(key, dependencies) is Status.WAITING


async def test_whoever_releases_is_gone_and_all_goes_by_itself_again(instances: Instances) -> None:
    dependencies = await instances.opened()
    await dependencies.traffic.answered_probe(FASIT)
    key = await instances.context.waiting()
    assert await deliver(key, dependencies) is None
    instances.context.clock.pass_(minutes=4)
    assert await deliver(key, dependencies) is Status.DELIVERED


async def test_a_definition_that_is_gone_is_no_trouble_of_a_target(instances: Instances) -> None:
    key = await instances.context.waiting()
    row = instances.context.row(key)
    gone = row.with_delivery(row.delivery.model_copy(update={"target": ""})).model_copy(update={"version": 99})
    instances.context.registrations.rows[key] = gone
    assert await deliver(key, instances.instance()) is Status.WAITING
