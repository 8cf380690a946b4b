"""Decides which steps a timer runs, in which order and at which hour, and what follows from what the probe sees."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from enum import Enum, auto

from shared.domain.ports import Sample
from shared.domain.problems import DependencyUnavailable
from shared.domain.timers import PROBE, SWEEP, Timer
from shared.services.run_timer import Step, TimedWork

NIGHT = 2
"""The hour, in UTC, of what reads all registrations: the search for missing outbox entries, and the evaluation's figures."""

METERS_SECONDS, METERS_SECONDS_BY_HAND = 60.0, 20.0
"""How long the meters of consumption may take in one run: less while somebody waits for it."""


class _When(Enum):
    """In which runs of its timer a step is taken. A run that somebody starts takes all of them."""

    EACH_RUN = auto()
    EACH_HOUR = auto()
    EACH_NIGHT = auto()


_UPKEEP: Mapping[str, _When] = {
    "attachments": _When.EACH_RUN,
    # Often, since anybody can begin to sign in.
    "sign-ins": _When.EACH_RUN,
    # Once an hour, since a timer of its own would be an instance of its own to pay for.
    "samples": _When.EACH_HOUR,
    "changes": _When.EACH_HOUR,
    "missing outbox entries": _When.EACH_NIGHT,
    "effect": _When.EACH_NIGHT,
    "survey": _When.EACH_NIGHT,
    "status page": _When.EACH_RUN,
    "consumption": _When.EACH_NIGHT,
    # Last, since it takes what time the others have left.
    "reconciliation": _When.EACH_RUN,
}
"""The steps of the upkeep, in their order."""


def step_names(timer: Timer, now: datetime, by_hand: bool) -> tuple[str, ...]:
    """The steps of a run of the timer that begins now, in their order."""
    if timer == PROBE:
        return ("parts",)
    if timer == SWEEP:
        return ("outbox", "poison", "waiting rooms")
    due = {_When.EACH_RUN}
    if by_hand or now.minute * 60 < timer.every.total_seconds():
        due.add(_When.EACH_HOUR)
        if by_hand or now.hour == NIGHT:
            due.add(_When.EACH_NIGHT)
    return tuple(name for name, when in _UPKEEP.items() if when in due)


def timed_work(timer: Timer, now: datetime, by_hand: bool, steps: Mapping[str, Step]) -> TimedWork:
    """The work of a run that begins now. `steps`: every step of every timer, by its name."""
    return TimedWork(timer, {name: steps[name] for name in step_names(timer, now, by_hand)})


def meters_seconds(by_hand: bool) -> float:
    """How long one run may read the meters of consumption."""
    return METERS_SECONDS_BY_HAND if by_hand else METERS_SECONDS


async def release_answering(
    samples: Mapping[str, Sample], targets: Mapping[str, str], release: Callable[[str], Awaitable[object]]
) -> None:
    """Release what waits for each target that answered its probe. `targets`: the target of each check. Where that cannot be
    stored, the next minute's probe releases it."""
    for check, target in targets.items():
        if check in samples and samples[check].up:
            with suppress(DependencyUnavailable):
                await release(target)
