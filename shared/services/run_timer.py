"""Does a timer's work, step by step, and leaves its heartbeat; started by the clock, or by an operator by hand."""

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
"""How long a run that was started over HTTP may take: Azure's load balancer ends a call after 230 seconds, a gateway may do so
sooner. What is left is the next run's: every step may be broken off and done again."""

Step = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class TimedWork:
    """What a timer does: `steps` by name, each of which may be done twice at once, and again. One that fails stops none of the
    others."""

    timer: Timer
    steps: Mapping[str, Step]


async def run_timer(work: TimedWork, runs: TimerRuns, clock: Callable[[], datetime], by: str = "") -> TimerRun:
    """Do every step, and leave the heartbeat. Raises the first failure of a step when all are done and the heartbeat is left, or
    could not be: a storage that is down keeps none, and its silence tells of that."""
    began, failures = clock(), dict[str, BaseException]()
    for name, step in work.steps.items():
        try:
            await step()
        except BaseException as error:
            # A library may let a CancelledError of its own out; one that is meant for us goes on.
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
    """Note who starts it and why, then do a timer's work as the timer would; the run, whose `failed` tells what went wrong.

    Raises `UnknownTimer`, or `DependencyUnavailable` when it cannot be noted: nothing is done then.
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
    kept = heartbeat.failed if heartbeat else None
    # A run that ended has told which step failed; one that was broken off has told nothing.
    return (
        kept
        if kept is not None and kept.began >= began
        else TimerRun(started.timer, began, clock(), failed, started.by)
    )
