"""The timers, and what is known of each timer's latest runs.

Timers have been seen to stop for good after a deployment while everything else works (azure-functions-host#11828), so each leaves
a heartbeat, whose age is checked elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LENIENCE = timedelta(minutes=2)
"""Allowed beyond three missed runs before a timer counts as silent: an instance may be starting, the storage slow."""


@dataclass(frozen=True, slots=True)
class Timer:
    """`name`: its function's; `every`: how often it runs."""

    name: str
    every: timedelta

    @property
    def silence(self) -> timedelta:
        """How old its heartbeat may be: three missed runs, and a little more."""
        return 3 * self.every + LENIENCE


PROBE = Timer("probe_dependencies", timedelta(minutes=1))
SWEEP = Timer("sweep_registrations", timedelta(minutes=1))
UPKEEP = Timer("run_upkeep", timedelta(minutes=10))
TIMERS: Mapping[str, Timer] = {timer.name: timer for timer in (PROBE, SWEEP, UPKEEP)}
"""Every timer of the product, by name; each function's schedule follows `every`."""


@dataclass(frozen=True, slots=True)
class TimerRun:
    """One run. `failed`: the steps that failed, with the type of the failure (empty: none); `by`: who started it by hand (empty:
    the schedule)."""

    timer: str
    began: datetime
    ended: datetime
    failed: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class StartedRun:
    """A start of a timer's work by hand: who, when, why."""

    timer: str
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """A timer's newest run that succeeded, and its newest that failed; None: there was none."""

    succeeded: TimerRun | None = None
    failed: TimerRun | None = None

    def age(self, now: datetime) -> timedelta | None:
        """The time since its newest run ended, successful or not: a timer whose work fails still runs. None: it never ran."""
        ended = [run.ended for run in (self.succeeded, self.failed) if run is not None]
        return max(timedelta(0), now - max(ended)) if ended else None


class Pulse(StrEnum):
    """`BEATS`: it runs. `FAILS`: it runs, but its newest run failed. `SILENT`: it has stopped. `UNKNOWN`: it never ran."""

    BEATS = "beats"
    FAILS = "fails"
    SILENT = "silent"
    UNKNOWN = "unknown"


def pulse(timer: Timer, heartbeat: Heartbeat, now: datetime) -> Pulse:
    """The state of a timer at a moment."""
    age = heartbeat.age(now)
    if age is None:
        return Pulse.UNKNOWN
    if age > timer.silence:
        return Pulse.SILENT
    good, bad = heartbeat.succeeded, heartbeat.failed
    return Pulse.FAILS if bad is not None and (good is None or bad.ended > good.ended) else Pulse.BEATS
