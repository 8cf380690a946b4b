"""Response models of the instance's health."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, RootModel

from functions.views.base import Moment, Shown
from shared.domain.timers import TIMERS, Heartbeat, Timer, TimerRun, pulse

if TYPE_CHECKING:
    from shared.domain.ports import Sample
    from shared.services.deep_health import DeepState
    from shared.services.instance_status import State


class Alive(Shown):
    """The process answers."""

    status: str


class Readiness(Shown):
    """Whether a registration could be accepted now: `ok` or `down`, and what was checked."""

    status: str
    checks: dict[str, bool]


class Deep(Shown):
    """`down`: something holds registrations up."""

    status: Literal["ok", "down"]


class ShownSample(Shown):
    """One probe of one dependency."""

    at: Moment
    up: bool
    milliseconds: int


class Checks(RootModel[dict[str, ShownSample | None]]):
    """The latest sample of each dependency; null where there is none, which means unknown and never up."""

    model_config = ConfigDict(defer_build=True)


class ShownQueue(Shown):
    """A queue. `oldest`: when the message at the front was sent."""

    name: str
    waiting: int
    oldest: Moment | None


class ShownGroup(Shown):
    """A number of registrations. `since`: since when the oldest of them has been in this state, null where there are none."""

    count: int
    since: Moment | None


class ShownHeld(Shown):
    """A target that an operator holds: since when, and why."""

    target: str
    since: Moment
    by: str
    reason: str


class ShownTimerRun(Shown):
    """A run of a timer's work. `failed`: the steps that failed, with the type of the failure; `by`: who started it by hand; both
    empty for none."""

    timer: str
    began: Moment
    ended: Moment
    failed: str
    by: str


class ShownTimer(Shown):
    """A timer's heartbeat. `age_seconds`: since its newest run ended, successful or not; null where it never ran. Beyond
    `silent_after_seconds` the timer has stopped."""

    pulse: Literal["beats", "fails", "silent", "unknown"]
    every_seconds: int
    silent_after_seconds: int
    age_seconds: int | None
    succeeded: ShownTimerRun | None
    failed: ShownTimerRun | None


class ShownOperation(Shown):
    """The state of the instance.

    `checks`: the results of the deep health check. `definition_faults`: of definitions that are left out. `pending`: the number
    of registrations that are not delivered yet and continue automatically; `pending_since`: the age of the oldest. `attention`:
    the number of those that need a person, by status: `uncertain` and `refused` a consultant, `blocked` and `parked` an operator.
    `held`: the targets that nothing is sent to. The counts include all registrations, however many.
    """

    time: Moment
    functions: tuple[str, ...]
    definitions: tuple[str, ...]
    definition_faults: tuple[str, ...]
    queues: tuple[ShownQueue, ...]
    samples: dict[str, ShownSample | None]
    pending: int
    pending_since: Moment | None
    attention: dict[str, ShownGroup]
    held: tuple[ShownHeld, ...]
    certificate_expires: Moment
    gateway_checked: bool
    checks: dict[str, Literal["ok", "care", "down", "unknown"]]
    timers: dict[str, ShownTimer]


def shown_operation(state: State, deep: DeepState, functions: tuple[str, ...]) -> ShownOperation:
    return ShownOperation(
        time=state.time,
        functions=functions,
        definitions=tuple(state.definitions),
        definition_faults=tuple(state.definition_faults),
        queues=tuple(ShownQueue(name=queue.name, waiting=queue.waiting, oldest=queue.oldest) for queue in state.queues),
        samples={name: sample(seen) for name, seen in state.samples.items()},
        pending=state.pending,
        pending_since=state.pending_since,
        attention={
            status.value: ShownGroup(count=group.count, since=group.since) for status, group in state.attention.items()
        },
        held=tuple(
            ShownHeld(target=hold.target, since=hold.since, by=hold.by, reason=hold.reason) for hold in state.held
        ),
        certificate_expires=state.certificate_expires,
        gateway_checked=state.gateway_checked,
        checks={name: level.value for name, level in deep.checks.items()},
        timers={
            name: _timer(timer, deep.heartbeats.get(name, Heartbeat()), state.time) for name, timer in TIMERS.items()
        },
    )


def _timer(timer: Timer, heartbeat: Heartbeat, now: datetime) -> ShownTimer:
    age = heartbeat.age(now)
    return ShownTimer(
        pulse=pulse(timer, heartbeat, now).value,
        every_seconds=round(timer.every.total_seconds()),
        silent_after_seconds=round(timer.silence.total_seconds()),
        age_seconds=None if age is None else round(age.total_seconds()),
        succeeded=shown_run(heartbeat.succeeded) if heartbeat.succeeded else None,
        failed=shown_run(heartbeat.failed) if heartbeat.failed else None,
    )


def shown_run(run: TimerRun) -> ShownTimerRun:
    return ShownTimerRun(timer=run.timer, began=run.began, ended=run.ended, failed=run.failed, by=run.by)


def sample(seen: Sample | None) -> ShownSample | None:
    return ShownSample(at=seen.at, up=seen.up, milliseconds=seen.milliseconds) if seen else None
