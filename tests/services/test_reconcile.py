"""A target is asked by its limit, a bounded number at a time, and what needs a person is told until it is seen to."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from shared.adapters.memory.target import MemoryTarget
from shared.adapters.memory.target_states import MemoryTargetStates
from shared.domain.failures import Unavailable
from shared.domain.ports import Finding, Found, Hold, Sought, Turn
from shared.domain.problems import NotPossible
from shared.domain.registration import RegistrationKey
from shared.domain.target_state import Limit, TargetState, with_room
from shared.domain.text.time_format import danish_clock
from shared.services.deliver import deliver
from shared.services.dependencies import Dependencies
from shared.services.reconcile import SETTLED_AFTER, Explanation, compared, explain, reconcile
from shared.services.reconcile_asking import BY_HAND, PER_TIMER_RUN, RequestAllowance, Stopped
from shared.services.reconcile_recent import reconcile_recent, unmatched
from tests.dependencies import MemoryParts

FASIT = "fasit-documents"
ALL = RequestAllowance(1000, timedelta(minutes=3))


class ReconcilableTarget(MemoryTarget):
    """A target that can be asked, with a request for each delivery. `lost` and `doubled` are its registrations that are not
    there, and that are there twice; `requests` counts."""

    def __init__(self) -> None:
        super().__init__()
        self.lost: set[RegistrationKey] = set()
        self.doubled: set[RegistrationKey] = set()
        self.requests = 0
        self.failure: Exception | None = None

    async def find(self, sought: Sequence[Sought], turn: Turn) -> AsyncGenerator[Found, None]:
        for each in sought:
            key = each.registration.key
            async with turn():
                self.requests += 1
                if self.failure:
                    raise self.failure
            yield Found(key, () if key in self.lost else ("t-1", "t-2") if key in self.doubled else ("t-1",))


@pytest.fixture
def reconcilable(context: MemoryParts) -> ReconcilableTarget:
    target = ReconcilableTarget()
    context.target = target
    return target


@pytest.fixture
def dependencies(context: MemoryParts, reconcilable: ReconcilableTarget) -> Dependencies:
    context.states = MemoryTargetStates()
    return context.dependencies


async def delivered(context: MemoryParts, count: int = 1) -> list[RegistrationKey]:
    keys = []
    for _ in range(count):
        keys.append(await context.waiting())
        await deliver(keys[-1], context.dependencies)
    return keys


async def findings(context: MemoryParts, day: Any = None) -> list[Finding | None]:
    day = day or danish_clock(context.clock()).date()
    return [line.checked.finding if line.checked else None for line in await compared(FASIT, day, context.dependencies)]


async def test_each_delivery_of_the_day_is_found_missing_or_doubled(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    there, lost, doubled = await delivered(context, 3)
    reconcilable.lost, reconcilable.doubled = {lost}, {doubled}
    context.clock.pass_(minutes=16)
    day = danish_clock(context.clock()).date()
    assert await reconcile(FASIT, day, ALL, dependencies) is Stopped.NO
    lines = {line.taken.registration: line.checked for line in await compared(FASIT, day, dependencies)}
    assert {key: checked and checked.finding for key, checked in lines.items()} == {
        there: Finding.THERE,
        lost: Finding.MISSING,
        doubled: Finding.DOUBLED,
    }
    reconcilable.lost.clear()
    reconcilable.requests = 0
    await reconcile(FASIT, day, ALL, dependencies)
    assert reconcilable.requests == 2, "what was found is not asked for again"
    assert sorted(map(str, await findings(context))) == ["doubled", "there", "there"]


async def test_what_was_delivered_just_now_is_not_asked_for_yet(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    await delivered(context)
    context.clock.now += SETTLED_AFTER - timedelta(seconds=1)
    await reconcile(FASIT, danish_clock(context.clock()).date(), ALL, dependencies)
    assert (reconcilable.requests, await findings(context)) == (0, [None])


async def test_a_run_asks_no_more_than_it_may_and_the_next_goes_on(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    await delivered(context, 5)
    context.clock.pass_(minutes=16)
    day, few = danish_clock(context.clock()).date(), RequestAllowance(2, timedelta(minutes=3))
    runs = [await reconcile(FASIT, day, few, dependencies) for _ in range(3)]
    assert (runs, reconcilable.requests) == ([Stopped.LIMIT, Stopped.LIMIT, Stopped.NO], 5)
    assert await findings(context) == [Finding.THERE] * 5


async def test_it_asks_at_the_pace_of_the_limit(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    await delivered(context, 8)
    context.clock.pass_(minutes=16)
    context.limit = Limit(at_once=1, per_minute=60)

    async def pause(seconds: float) -> None:
        context.clock.now += timedelta(seconds=max(seconds, 0.01))

    slow, began = replace(context.dependencies, pause=pause), context.clock()
    assert await reconcile(FASIT, danish_clock(began).date(), ALL, slow) is Stopped.NO
    assert (context.clock() - began).total_seconds() >= 6, "one a second, but for the first second's worth"
    assert reconcilable.requests == 8


async def test_a_target_that_is_held_or_down_is_left_alone(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    await delivered(context)
    context.clock.pass_(minutes=16)
    day = danish_clock(context.clock()).date()
    await context.states.save(TargetState(FASIT, opened_at=context.clock()))
    assert await reconcile(FASIT, day, ALL, context.dependencies) is Stopped.UNREACHABLE
    opened = (await context.states.every())[FASIT]
    answers = await context.states.save(replace(opened, opened_at=None))
    await context.states.save(with_room(answers, context.clock()))
    assert await reconcile(FASIT, day, ALL, context.dependencies) is Stopped.LIMIT, "what waits goes first"
    await context.holds.hold(Hold(FASIT, context.clock(), "Dorte", "flytter"))
    assert await reconcile(FASIT, day, ALL, context.dependencies) is Stopped.HELD
    assert reconcilable.requests == 0


async def test_a_pause_that_it_asks_for_holds_for_deliveries_too(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    await delivered(context, 2)
    context.clock.pass_(minutes=16)
    reconcilable.failure = Unavailable("unavailable", "HTTP 429", not_before=timedelta(minutes=2))
    day = danish_clock(context.clock()).date()
    assert await reconcile(FASIT, day, ALL, dependencies) is Stopped.UNREACHABLE
    assert (reconcilable.requests, await findings(context)) == (1, [None, None])
    state = (await context.states.every())[FASIT]
    assert state.asked_pause(context.clock()) == timedelta(minutes=2)
    reconcilable.failure = None
    assert await reconcile(FASIT, day, ALL, context.dependencies) is Stopped.UNREACHABLE
    assert reconcilable.requests == 1


async def test_a_registration_that_was_erased_is_unknown(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    (key,) = await delivered(context)
    context.clock.pass_(minutes=16)
    del context.registrations.rows[key]
    assert await reconcile(FASIT, danish_clock(context.clock()).date(), ALL, dependencies) is Stopped.NO
    assert (reconcilable.requests, await findings(context)) == (0, [Finding.UNKNOWN])


async def test_a_row_of_a_newer_package_stops_no_other_from_being_asked_for(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies
) -> None:
    newer, _ = await delivered(context, 2)
    real = context.registrations.get

    async def get(registration_key: RegistrationKey) -> Any:
        if registration_key == newer:
            raise ValueError("a state that this package does not have")
        return await real(registration_key)

    object.__setattr__(context.registrations, "get", get)
    context.clock.pass_(minutes=16)
    assert await reconcile(FASIT, danish_clock(context.clock()).date(), ALL, dependencies) is Stopped.NO
    assert set(await findings(context)) == {None, Finding.THERE}


async def test_the_night_asks_for_yesterday_and_tells_until_it_is_explained(
    context: MemoryParts, reconcilable: ReconcilableTarget, dependencies: Dependencies, caplog: pytest.LogCaptureFixture
) -> None:
    (key,) = await delivered(context)
    day = danish_clock(context.clock()).date()
    reconcilable.lost = {key}
    caplog.set_level("INFO")
    context.clock.now = context.clock().replace(hour=23, minute=30)  # Half past midnight in Denmark.
    await reconcile_recent((FASIT, "log"), dependencies)
    assert reconcilable.requests == 0, "not before two"
    context.clock.pass_(hours=2)
    for _ in range(2):
        await reconcile_recent((FASIT, "log"), dependencies)
    assert '"target": "fasit-documents", "missing": 1, "doubled": 0' in caplog.text
    today = danish_clock(context.clock()).date()
    [differing] = await unmatched(FASIT, today, dependencies)
    assert (differing.day, differing.counts) == (day, {Finding.MISSING: 1})
    why = Explanation(key.to(FASIT), day, "Slettet i Fasit", "Dorte Holm")
    await explain(why, dependencies)
    assert await unmatched(FASIT, today, dependencies) == []
    with pytest.raises(NotPossible):
        await explain(why, dependencies)
    reconcilable.requests = 0
    await reconcile_recent((FASIT,), dependencies)
    assert reconcilable.requests == 0, "what is explained is not asked for again"


async def test_a_target_that_cannot_be_asked_is_not(context: MemoryParts) -> None:
    await delivered(context)
    with pytest.raises(NotPossible):
        await reconcile(FASIT, danish_clock(context.clock()).date(), BY_HAND, context.dependencies)
    await reconcile_recent((FASIT,), context.dependencies)


def test_a_call_ends_before_the_edge_gives_up() -> None:
    assert BY_HAND.time < timedelta(seconds=30)
    assert PER_TIMER_RUN.time <= timedelta(minutes=5) - timedelta(seconds=90), (
        "the host's own limit, less the other steps"
    )
