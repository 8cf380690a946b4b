"""Runs a timer's work step by step and records its heartbeat, whether started by the clock or by an operator."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
import logging

from shared.domain.ports import TimerRuns
from shared.domain.problems import DependencyUnavailable, UnknownTimer
from shared.domain.release import RELEASE
from shared.domain.timers import TIMERS, StartedRun, Timer, TimerRun
from shared.services.log_event import log_event

log = logging.getLogger("feltskema.timer")

BY_HAND_SECONDS = 100.0
"""How long a run that was started over HTTP may take: Azure's load balancer ends a call after 230 seconds, a gateway possibly
sooner. The next run takes the rest: every step may be interrupted and repeated."""

Step = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class TimedWork:
    """What a timer does. `steps` by name; each may run concurrently with itself, and again. One that fails stops none of the
    others."""

    timer: Timer
    steps: Mapping[str, Step]


async def run_timer(work: TimedWork, runs: TimerRuns, clock: Callable[[], datetime], by: str = "") -> TimerRun:
    """Run every step and record the heartbeat.

    Raises the first failure of a step after all have run and the heartbeat is recorded. Storage that is down can record none: the
    missing heartbeat shows that.
    """
    began, failures = clock(), dict[str, BaseException]()
    for name, step in work.steps.items():
        try:
            await step()
        except BaseException as error:
            # A library may raise a CancelledError of its own; one that is meant for this task is raised further.
            task = asyncio.current_task()
            if isinstance(error, (GeneratorExit, KeyboardInterrupt)) or (task is not None and task.cancelling()):
                raise
            log.error("%s, %s failed: %s", work.timer.name, name, type(error).__name__)
            failures[name] = error
    failed = ", ".join(f"{name}: {type(error).__name__}" for name, error in failures.items())
    run = TimerRun(work.timer.name, began, clock(), failed, by)
    log_event(log, "timer", timer=run.timer, failed=len(failures), by_hand=bool(by), release=RELEASE)
    try:
        await runs.ended(run)
    except DependencyUnavailable as problem:
        log.error("the heartbeat of %s could not be kept: %s", run.timer, problem.code)
    for failure in failures.values():
        raise failure
    return run


async def start_by_hand(
    started: StartedRun,
    work: Callable[[Timer], TimedWork],
    runs: TimerRuns,
    clock: Callable[[], datetime],
    limit: float = BY_HAND_SECONDS,
) -> TimerRun:
    """Record who starts the timer and why, then do its work; returns the run, whose `failed` names what went wrong.

    Raises `UnknownTimer`, or `DependencyUnavailable` when the start cannot be recorded: nothing is done then.
    """
    timer = TIMERS.get(started.timer)
    if timer is None:
        raise UnknownTimer
    await runs.started(started)
    began = clock()
    try:
        async with asyncio.timeout(limit) as patience:
            return await run_timer(work(timer), runs, clock, started.by)
    except TimeoutError:
        failed = f"broken off after {limit:g} s" if patience.expired() else "TimeoutError"
    except Exception as error:
        failed = type(error).__name__
    heartbeat = (await runs.heartbeats()).get(started.timer)
    previous_failure = heartbeat.failed if heartbeat else None
    # A run that ended names the step that failed; one that was interrupted names none.
    return (
        previous_failure
        if previous_failure is not None and previous_failure.began >= began
        else TimerRun(started.timer, began, clock(), failed, started.by)
    )
