"""Asks every target that can be asked for the last days, and tells what needs a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
import logging
from typing import TYPE_CHECKING

from shared.domain.ports import Finding
from shared.domain.problems import DependencyUnavailable
from shared.domain.text.time_format import danish_clock
from shared.services.log_event import log_event
from shared.services.reconcile import can_be_asked, compared, reconcile_within
from shared.services.reconcile_asking import PER_TIMER_RUN, Budget, Stopped

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.reconcile")

DAYS_BACK = 7
"""Days for which what is missing or doubled is told until somebody has seen to it."""

ASKED_DAYS = 2
"""The last days that the timer asks for: yesterday, and the day before where yesterday's night did not come to its end."""

FROM_HOUR = 2
"""The hour in Denmark from which yesterday is asked for."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """What a target was found not to have, or to have several of, on a day, and nobody has explained."""

    target: str
    day: date
    counts: Mapping[Finding, int] = field(default_factory=dict)


async def unmatched(target: str, today: date, dependencies: Dependencies) -> Sequence[Unmatched]:
    """The days before `today` with something missing or doubled, oldest first. Raises `DependencyUnavailable`."""
    days: dict[date, dict[Finding, int]] = {}
    first, last = today - timedelta(days=DAYS_BACK), today
    async for day, checked in dependencies.findings.between(target, first, last):
        if checked.needs_a_person:
            counts = days.setdefault(day, {})
            counts[checked.finding] = counts.get(checked.finding, 0) + 1
    return [Unmatched(target, day, counts) for day, counts in sorted(days.items())]


async def reconcile_recent(targets: Sequence[str], dependencies: Dependencies, budget: Budget | None = None) -> None:
    """Ask each target that can be asked for the last days, and log what needs a person; an alarm reads it.

    All targets and days share the budget (None: `PER_TIMER_RUN`, from now). One target's trouble does not stop the others. Raises
    the last failure after all were tried.
    """
    clock = danish_clock(dependencies.clock())
    budget = budget or PER_TIMER_RUN.since(dependencies.clock())
    failure: DependencyUnavailable | None = None
    for target in targets:
        if not can_be_asked(target, dependencies):
            continue
        try:
            stopped = Stopped.NO
            for back in range(1, ASKED_DAYS + 1):
                if back > 1 or clock.hour >= FROM_HOUR:
                    day = clock.date() - timedelta(days=back)
                    stopped = await reconcile_within(target, day, budget, dependencies)
            await _log_differences(target, clock.date(), stopped, dependencies)
        except DependencyUnavailable as problem:
            log.warning("%s could not be compared: %s", target, problem.code)
            failure = problem
    if failure is not None:
        raise failure


async def _log_differences(target: str, today: date, stopped: Stopped, dependencies: Dependencies) -> None:
    """Log the differences, and what of the last day that is asked for is not compared. `stopped`: why that day was not ended."""
    days = await unmatched(target, today, dependencies)
    missing, doubled = (
        sum(day.counts.get(finding, 0) for day in days) for finding in (Finding.MISSING, Finding.DOUBLED)
    )
    lines = await compared(target, today - timedelta(days=ASKED_DAYS), dependencies)
    unknown = sum(line.is_unknown for line in lines)
    log_event(
        log,
        "reconciliation",
        target=target,
        missing=missing,
        doubled=doubled,
        unknown=unknown,
        stopped=stopped.value,
        differing=missing + doubled + unknown,
    )
