"""A timer's work survives a run that is missed, two at once, a host that starts again, a part that hangs, a slow storage."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, timedelta

import pytest

from shared.adapters.memory.samples import MemorySampleDays, MemorySamples
from shared.adapters.memory.timers import MemoryTimerRuns
from shared.domain.ports import Sample
from shared.domain.problems import DependencyUnavailable, UnknownTimer
from shared.domain.timers import PROBE, SWEEP, TIMERS, UPKEEP, Heartbeat, Pulse, StartedRun, Timer, TimerRun, pulse
from shared.services.fold_samples import KEPT_DAYS, fold_days
from shared.services.probe import probe_all, take_sample
from shared.services.run_timer import TimedWork, run_timer, start_by_hand
from tests.examples import NOW, Clock
from tests.waiting import let_others_go_on_until

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Store(MemorySamples):
    """Counts what is written, and waits for `open` before it writes."""

    def __init__(self) -> None:
        super().__init__()
        self.open = asyncio.Event()
        self.open.set()
        self.probed: list[str] = []

    async def save(self, sample: Sample) -> None:
        self.probed.append(sample.check)
        await self.open.wait()
        await super().save(sample)


async def up() -> None:
    await asyncio.sleep(0)


async def deaf() -> None:
    """Hangs, and does not heed that it is cancelled once."""
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        await asyncio.sleep(3600)


def sampling(samples: MemorySamples, clock: Clock) -> TimedWork:
    return TimedWork(PROBE, {"parts": lambda: probe_all({"cvr": up, "fasit": up}, samples, clock)})


def steps(**each: Callable[[], Awaitable[object]]) -> TimedWork:
    return TimedWork(UPKEEP, each)


async def test_two_at_once_write_a_minute_once() -> None:
    samples, runs, clock = Store(), MemoryTimerRuns(), Clock()
    work = sampling(samples, clock)
    await asyncio.gather(*(run_timer(work, runs, clock) for _ in range(3)))
    assert sorted(samples.probed) == ["cvr"] * 3 + ["fasit"] * 3
    assert len(samples.samples) == 2


async def test_a_missed_minute_stays_unknown_and_the_next_is_sampled() -> None:
    samples, runs, clock = Store(), MemoryTimerRuns(), Clock()
    for minutes in (0, 1, 7):
        clock.now = NOW + minutes * MINUTE
        await run_timer(sampling(samples, clock), runs, clock)
    assert [sample.at for sample in await samples.of_day("cvr", NOW.date())] == [NOW + n * MINUTE for n in (0, 1, 7)]


async def test_a_host_that_starts_again_runs_what_is_past_due_in_the_same_minute_once() -> None:
    samples, runs, clock = Store(), MemoryTimerRuns(), Clock()
    await run_timer(sampling(samples, clock), runs, clock)
    clock.pass_(seconds=20)
    await run_timer(sampling(samples, clock), runs, clock)
    assert len(samples.samples) == 2
    assert runs.beats[PROBE.name].succeeded == TimerRun(PROBE.name, NOW + timedelta(seconds=20), clock.now)


async def test_a_part_that_hangs_keeps_back_nothing_of_the_others() -> None:
    samples, clock, hanging = Store(), Clock(), asyncio.Event()

    async def hang() -> None:
        await hanging.wait()

    probing = asyncio.create_task(probe_all({"fasit": hang, "cvr": up, "broker": up}, samples, clock))
    await let_others_go_on_until(lambda: len(samples.samples) == 2)
    assert not probing.done()
    hanging.set()
    await probing
    assert len(samples.samples) == 3


async def test_a_part_that_does_not_heed_that_its_time_is_over_is_left_to_itself() -> None:
    sample = await take_sample("fasit", deaf, Clock(), patience=0.01)
    assert (sample.up, sample.message) == (False, "no answer in 0.01 s")


async def test_a_storage_that_is_slow_blocks_neither_the_next_minute_nor_a_heartbeat() -> None:
    samples, runs, clock = Store(), MemoryTimerRuns(), Clock()
    samples.open.clear()
    slow = asyncio.create_task(run_timer(sampling(samples, clock), runs, clock))
    await let_others_go_on_until(lambda: len(samples.probed) == 2)
    clock.pass_(minutes=1)
    behind = asyncio.create_task(run_timer(sampling(samples, clock), runs, clock))
    await let_others_go_on_until(lambda: len(samples.probed) == 4)
    await run_timer(TimedWork(SWEEP, {"outbox": up}), runs, clock)
    assert pulse(SWEEP, runs.beats[SWEEP.name], clock.now) is Pulse.BEATS
    samples.open.set()
    await asyncio.gather(slow, behind)
    assert len(samples.samples) == 4


async def test_a_step_that_fails_stops_none_of_the_others_and_the_heartbeat_tells_of_it() -> None:
    runs, clock, done = MemoryTimerRuns(), Clock(), list[str]()

    async def fails() -> None:
        raise ValueError("en hemmelighed")

    async def does() -> None:
        done.append("samples")

    with pytest.raises(ValueError, match="hemmelighed"):
        await run_timer(steps(attachments=fails, samples=does), runs, clock)
    assert done == ["samples"]
    beat = runs.beats[UPKEEP.name]
    assert beat.failed == TimerRun(UPKEEP.name, NOW, NOW, "attachments: ValueError")
    assert pulse(UPKEEP, beat, NOW + MINUTE) is Pulse.FAILS


async def test_a_storage_that_is_down_keeps_no_heartbeat_and_stops_no_work() -> None:
    runs, clock, done = MemoryTimerRuns(), Clock(), list[str]()
    runs.down = True

    async def does() -> None:
        done.append("samples")

    await run_timer(steps(samples=does), runs, clock)
    assert done == ["samples"]
    assert runs.beats == {}


async def test_who_is_told_to_stop_stops_without_a_heartbeat() -> None:
    runs, clock = MemoryTimerRuns(), Clock()
    running = asyncio.create_task(run_timer(steps(samples=lambda: asyncio.sleep(60)), runs, clock))
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert runs.beats == {}


@pytest.mark.parametrize("timer", TIMERS.values(), ids=lambda timer: timer.name)
def test_a_timer_is_silent_after_three_runs_missed(timer: Timer) -> None:
    ran = Heartbeat(TimerRun(timer.name, NOW, NOW))
    assert timer.silence > 3 * timer.every
    assert pulse(timer, ran, NOW + timer.silence) is Pulse.BEATS
    assert pulse(timer, ran, NOW + timer.silence + timedelta(seconds=1)) is Pulse.SILENT
    assert pulse(timer, Heartbeat(), NOW) is Pulse.UNKNOWN


async def test_days_and_old_samples_that_a_stop_left_are_folded_and_forgotten_when_it_runs_again() -> None:
    """The timer stands still for ten days, then runs once."""
    samples, days = MemorySamples(), MemorySampleDays()
    midnight = NOW.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    old = [midnight - timedelta(days=KEPT_DAYS + number) for number in range(1, 11)]
    recent = [midnight - timedelta(days=number) for number in range(1, 11)]
    for at in (*old, *recent):
        await samples.save(Sample("cvr", at, True, 40))
    assert await fold_days(["cvr"], samples, days, midnight + HOUR) == 10
    assert sorted(sample.at for sample in samples.samples.values()) == sorted(recent)


async def test_what_is_started_by_hand_is_noted_first_and_told() -> None:
    runs, clock = MemoryTimerRuns(), Clock()
    started = StartedRun(SWEEP.name, NOW, "Dorte Holm", "Timeren står stille")
    noted: list[int] = []

    async def does() -> None:
        noted.append(len(runs.by_hand))

    run = await start_by_hand(started, lambda timer: TimedWork(timer, {"outbox": does}), runs, clock)
    assert (run.failed, run.by, noted, runs.by_hand) == ("", "Dorte Holm", [1], [started])


async def test_nothing_is_started_that_cannot_be_noted_or_does_not_exist() -> None:
    runs, clock, done = MemoryTimerRuns(), Clock(), list[str]()

    async def does() -> None:
        done.append("outbox")

    def work(timer: object) -> TimedWork:
        return TimedWork(SWEEP, {"outbox": does})

    with pytest.raises(UnknownTimer):
        await start_by_hand(StartedRun("tick", NOW, "Dorte Holm", "x"), work, runs, clock)
    runs.down = True
    with pytest.raises(DependencyUnavailable):
        await start_by_hand(StartedRun(SWEEP.name, NOW, "Dorte Holm", "x"), work, runs, clock)
    assert done == []


async def test_what_takes_too_long_by_hand_is_broken_off_and_says_so() -> None:
    runs, clock = MemoryTimerRuns(), Clock()
    work = steps(samples=lambda: asyncio.sleep(60))
    run = await start_by_hand(StartedRun(UPKEEP.name, NOW, "Dorte", "x"), lambda timer: work, runs, clock, limit=0.01)
    assert run.failed == "broken off after 0.01 s"
