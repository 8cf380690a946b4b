"""The timer's runs share one budget, go on where the last one ended, and stop when deliveries need the target."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import replace
from datetime import timedelta
import json

import pytest

from shared.adapters.memory.target_states import MemoryTargetStates
from shared.domain.ports import Finding, Found, Hold, Sought, Turn, Unknown
from shared.domain.target_state import TargetState, with_room
from shared.domain.text.time_format import danish_clock
from shared.services.reconcile import Explanation, explain, reconcile, reconcile_within
from shared.services.reconcile_asking import PER_TIMER_RUN, Budget, RequestAllowance, Stopped
from shared.services.reconcile_recent import reconcile_recent
from tests.dependencies import MemoryParts
from tests.services.test_reconcile import ALL, FASIT, ReconcilableTarget, delivered, findings

DAY = timedelta(days=1)


class SlowTarget(ReconcilableTarget):
    """Each request takes `seconds` of the clock; `during` is done once, within the first."""

    def __init__(self, context: MemoryParts, seconds: float = 0) -> None:
        super().__init__()
        self.context, self.seconds, self.during = context, seconds, list[TargetState | Hold]()

    async def find(self, sought: Sequence[Sought], turn: Turn) -> AsyncGenerator[Found, None]:
        for each in sought:
            async with turn():
                self.requests += 1
                self.context.clock.now += timedelta(seconds=self.seconds)
                while self.during:
                    match self.during.pop():
                        case Hold() as hold:
                            await self.context.holds.hold(hold)
                        case TargetState() as state:
                            await self.context.states.save(state)
            unknown = Unknown.PLACE_GONE if each.registration.key in self.lost else Unknown.NO
            yield Found(each.registration.key, () if unknown else ("t-1",), unknown)


@pytest.fixture
def slow(context: MemoryParts) -> SlowTarget:
    context.target = target = SlowTarget(context)
    context.states = MemoryTargetStates()
    return target


async def two_days(context: MemoryParts, each: int) -> None:
    """So many deliveries on each of the two days before now, which is nine in the morning."""
    await delivered(context, each)
    context.clock.now += DAY
    await delivered(context, each)
    context.clock.now += DAY


async def test_one_run_is_over_in_time_however_many_days_and_targets(context: MemoryParts, slow: SlowTarget) -> None:
    await two_days(context, 30)
    slow.seconds, began = 10, context.clock()
    await reconcile_recent((FASIT, "momentum"), context.dependencies)
    assert context.clock() - began <= timedelta(minutes=5) - timedelta(seconds=90), "the host's limit, less the others"


async def test_the_time_counts_from_the_timers_start_and_the_requests_for_all_days(
    context: MemoryParts, slow: SlowTarget
) -> None:
    await two_days(context, 5)
    began = context.clock()
    await reconcile_recent((FASIT,), context.dependencies, RequestAllowance(7, PER_TIMER_RUN.time).since(began))
    assert slow.requests == 7
    await reconcile_recent((FASIT,), context.dependencies, PER_TIMER_RUN.since(began - timedelta(minutes=4)))
    assert slow.requests == 7, "the other steps took the time"


async def test_a_request_that_does_not_come_back_is_broken_off_at_the_end(context: MemoryParts) -> None:
    class Silent(ReconcilableTarget):
        async def find(self, sought: Sequence[Sought], turn: Turn) -> AsyncGenerator[Found, None]:
            async with turn():
                await asyncio.Event().wait()
            yield Found(sought[0].registration.key, ())

    context.target = Silent()
    await delivered(context)
    context.clock.pass_(minutes=16)
    budget = Budget(9, context.clock() + timedelta(seconds=0.05))
    async with asyncio.timeout(5):
        stopped = await reconcile_within(FASIT, danish_clock(context.clock()).date(), budget, context.dependencies)
    assert (stopped, await findings(context)) == (Stopped.LIMIT, [None])


async def test_what_is_missing_does_not_keep_the_others_from_being_asked_for(
    context: MemoryParts, slow: SlowTarget
) -> None:
    context.target = reconcilable = ReconcilableTarget()
    reconcilable.lost = set(await delivered(context, 3))
    await delivered(context, 3)
    context.clock.pass_(minutes=16)
    day, few = danish_clock(context.clock()).date(), RequestAllowance(3, timedelta(minutes=3))
    for _ in range(2):
        await reconcile(FASIT, day, few, context.dependencies)
        context.clock.pass_(minutes=1)
    assert sorted(map(str, await findings(context))) == ["missing"] * 3 + ["there"] * 3
    oldest = {key: checked.at for (_, _, key), checked in context.findings.checked.items() if key in reconcilable.lost}
    await reconcile(FASIT, day, RequestAllowance(1, timedelta(minutes=3)), context.dependencies)
    await reconcile(FASIT, day, RequestAllowance(1, timedelta(minutes=3)), context.dependencies)
    again = [
        key for (_, _, key), checked in context.findings.checked.items() if oldest.get(key, checked.at) != checked.at
    ]
    assert len(again) == 2, "the one that was asked for longest ago comes first"


async def test_the_timer_rests_and_a_person_does_not(context: MemoryParts, slow: SlowTarget) -> None:
    context.target = reconcilable = ReconcilableTarget()
    reconcilable.lost = set(await delivered(context, 2))
    day = danish_clock(context.clock()).date()
    context.clock.now += DAY
    runs = []
    for hours in (0, 1, 18, 2):
        context.clock.now += timedelta(hours=hours)
        await reconcile_recent((FASIT,), context.dependencies)
        runs.append(reconcilable.requests)
    assert runs == [2, 2, 2, 4]
    await reconcile(FASIT, day, ALL, context.dependencies)
    assert reconcilable.requests == 6


async def test_what_could_not_be_found_out_rests_too(context: MemoryParts, slow: SlowTarget) -> None:
    slow.lost = set(await delivered(context, 2))
    day = danish_clock(context.clock()).date()
    context.clock.now += DAY
    for _ in range(3):
        await reconcile_recent((FASIT,), context.dependencies)
        context.clock.pass_(minutes=10)
    assert (slow.requests, await findings(context, day)) == (2, [Finding.UNKNOWN] * 2)
    await reconcile(FASIT, day, ALL, context.dependencies)
    assert slow.requests == 4


@pytest.mark.parametrize(
    ("begins", "stopped"),
    [("hold", Stopped.HELD), ("open", Stopped.UNREACHABLE), ("pause", Stopped.UNREACHABLE), ("room", Stopped.LIMIT)],
)
async def test_what_begins_during_a_run_stops_it(
    context: MemoryParts, slow: SlowTarget, begins: str, stopped: Stopped, monkeypatch: pytest.MonkeyPatch
) -> None:
    await delivered(context, 5)
    context.clock.pass_(minutes=16)
    now = context.clock()
    beginnings: dict[str, TargetState | Hold] = {
        "hold": Hold(FASIT, now, "Dorte", "flytter"),
        "open": TargetState(FASIT, opened_at=now, trial_at=now + timedelta(hours=1)),
        "pause": TargetState(FASIT, asked_until=now + timedelta(hours=1)),
        "room": with_room(TargetState(FASIT), now),
    }
    slow.during = [beginnings[begins]]
    slow.seconds = 3  # A state is reused for two seconds, a hold for ten of the loop's own.
    monkeypatch.setattr("shared.services.held_targets.HOLDS_WITHIN", timedelta(0))
    assert await reconcile(FASIT, danish_clock(now).date(), ALL, context.dependencies) is stopped
    assert slow.requests == 1


def last_line(caplog: pytest.LogCaptureFixture) -> dict[str, object]:
    """The last line that the alarm reads."""
    lines = [json.loads(message) for message in caplog.messages if message.startswith('{"event": "reconciliation"')]
    return dict(lines[-1])


async def test_a_day_that_was_never_compared_rings_when_it_is_asked_for_no_longer(
    context: MemoryParts, slow: SlowTarget, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    await delivered(context, 2)
    await context.holds.hold(Hold(FASIT, context.clock(), "Dorte", "flytter"))
    context.clock.now += DAY
    await reconcile_recent((FASIT,), context.dependencies)
    assert last_line(caplog)["differing"] == 0, "the next night may still compare it"
    context.clock.now += DAY
    await reconcile_recent((FASIT,), context.dependencies)
    line = last_line(caplog)
    assert (line["unknown"], line["stopped"], line["differing"]) == (2, "held", 2)


async def test_what_could_not_be_found_out_rings_until_it_is_explained(
    context: MemoryParts, slow: SlowTarget, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    (key,) = await delivered(context)
    day = danish_clock(context.clock()).date()
    slow.lost = {key}
    context.clock.now += 2 * DAY
    await reconcile_recent((FASIT,), context.dependencies)
    assert last_line(caplog)["differing"] == 1
    await explain(Explanation(key.to(FASIT), day, "Enheden er lukket", "Dorte Holm"), context.dependencies)
    await reconcile_recent((FASIT,), context.dependencies)
    assert last_line(caplog)["differing"] == 0


async def test_an_explanation_that_is_given_during_a_run_stays(context: MemoryParts) -> None:
    (key,) = await delivered(context)
    day, dependencies = danish_clock(context.clock()).date(), context.dependencies
    context.clock.pass_(minutes=16)

    class Explained(ReconcilableTarget):
        async def find(self, sought: Sequence[Sought], turn: Turn) -> AsyncGenerator[Found, None]:
            if self.requests:
                await explain(Explanation(key.to(FASIT), day, "Slettet", "Dorte Holm"), dependencies)
            self.requests += 1
            yield Found(key, ())

    context.target = Explained()
    for _ in range(2):
        await reconcile(FASIT, day, ALL, context.dependencies)
    [checked] = context.findings.checked.values()
    assert (checked.explained, checked.by) == ("Slettet", "Dorte Holm")


async def test_an_explanation_is_kept_though_a_run_writes_at_the_same_moment(context: MemoryParts) -> None:
    context.target = reconcilable = ReconcilableTarget()
    (key,) = await delivered(context)
    reconcilable.lost = {key}
    day = danish_clock(context.clock()).date()
    context.clock.pass_(minutes=16)
    await reconcile(FASIT, day, ALL, context.dependencies)
    note, others = context.findings.note, [Finding.MISSING]

    class Between(type(context.findings)):  # type: ignore[misc]
        async def note(self, target: str, day: object, checked: object) -> bool:
            if others:
                others.pop()
                [latest] = self.checked.values()
                await note(FASIT, day, replace(latest, at=context.clock()))  # type: ignore[arg-type]
            return await note(target, day, checked)  # type: ignore[arg-type]

    context.findings.__class__ = Between
    await explain(Explanation(key.to(FASIT), day, "Slettet", "Dorte Holm"), context.dependencies)
    [checked] = context.findings.checked.values()
    assert checked.explained == "Slettet"
