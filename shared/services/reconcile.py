"""Compares what we say a target took on a day with what the target has, where it can be asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
import logging
from typing import TYPE_CHECKING

from shared.domain.failures import DeliveryFailure, OurFault, Unavailable
from shared.domain.ports import CanBeAsked, Checked, Found, Sought, TakenLine, Target
from shared.domain.problems import NotPossible, UnknownApp, UnknownVersion
from shared.domain.registration import DeliveryKey
from shared.domain.text.cpr_numbers import masked
from shared.services.log_event import log_event
from shared.services.mapped_answers import mapped_answers
from shared.services.target_traffic import Admission

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.reconcile")

SETTLED_AFTER = timedelta(minutes=15)
"""How old a delivery must be before the target is asked for it: a list may show a new task only after a while."""

CONCURRENCY = 10
"""Registrations that are read concurrently."""


class Stopped(StrEnum):
    """Why not every delivery of the day was asked for. `NO`: they were, as far as they can be."""

    NO = ""
    LIMIT = "limit"
    HELD = "held"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Effort:
    """How much one run may ask: requests to the target, and time. What it does not come to is left for the next."""

    requests: int
    time: timedelta


AT_NIGHT = Effort(600, timedelta(minutes=3))
BY_HAND = Effort(100, timedelta(seconds=25))


@dataclass(frozen=True, slots=True)
class Compared:
    """A delivery that we say the target took, and what was found of it (None: not asked, or not known)."""

    taken: TakenLine
    checked: Checked | None


class _OutOfTurns(Exception):
    """The run has asked as much as it may."""


@dataclass(slots=True)
class _Asking:
    """The requests of one run, each at the pace of the target's limit beside its deliveries."""

    target: str
    dependencies: Dependencies
    left: int
    until: datetime

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        limiter, clock = self.dependencies.traffic.limiter, self.dependencies.clock
        if self.left <= 0:
            raise _OutOfTurns
        while (wait := await limiter.take(self.target)) is not None:
            if clock() + wait >= self.until:
                raise _OutOfTurns
            await self.dependencies.pause(wait.total_seconds())
        self.left -= 1
        async with limiter.keeping(self.target):
            if clock() >= self.until:
                raise _OutOfTurns
            yield


def can_be_asked(name: str, dependencies: Dependencies) -> bool:
    """Whether the target has the optional capability `CanBeAsked`; not for one that this instance does not have."""
    try:
        return isinstance(dependencies.targets(name), CanBeAsked)
    except KeyError:
        return False


async def compared(target: str, day: date, dependencies: Dependencies) -> Sequence[Compared]:
    """What we say that the target took on the Danish day, by time, with what was found. Raises `DependencyUnavailable`."""
    checked = {each.registration: each async for _, each in dependencies.findings.between(target, day, day)}
    lines = [line async for line in dependencies.receipts.of_day(target, day)]
    return [
        Compared(line, checked.get(line.registration))
        for line in sorted(lines, key=lambda line: (line.at, str(line.registration)))
    ]


async def reconcile(target: str, day: date, effort: Effort, dependencies: Dependencies) -> Stopped:
    """Ask the target for what we say it took on the day and what was not found to be there yet, and record what it has.

    Safe to repeat and to run concurrently: each run goes on with what is not known. Raises `NotPossible` for a target that
    cannot be asked, and `DependencyUnavailable`.
    """
    now, asked = dependencies.clock(), dependencies.targets(target)
    if not isinstance(asked, CanBeAsked):
        raise NotPossible("cannot-be-asked")
    open_lines = [
        line.taken
        for line in await compared(target, day, dependencies)
        if now - line.taken.at >= SETTLED_AFTER and (line.checked is None or line.checked.needs_a_person)
    ]
    if not open_lines:
        return Stopped.NO
    if target in await dependencies.held.every():
        return Stopped.HELD
    state = await dependencies.traffic.states.state(target)
    if state.opened_at is not None or state.asked_pause(now):
        return Stopped.UNREACHABLE
    if state.has_room(now):
        return Stopped.LIMIT  # What waits to be delivered goes first.
    sought = await _sought(open_lines, asked, target, dependencies)
    asking = _Asking(target, dependencies, effort.requests, now + effort.time)
    return await _ask(asked, sought, day, asking)


async def _ask(asked: CanBeAsked, sought: Sequence[Sought], day: date, asking: _Asking) -> Stopped:
    dependencies, target = asking.dependencies, asking.target
    try:
        async with aclosing(asked.find(sought, asking.turn)) as findings:
            async for held in findings:
                await dependencies.findings.note(target, day, _checked(held, dependencies.clock()))
    except _OutOfTurns:
        return Stopped.LIMIT
    except DeliveryFailure as failure:
        log.warning("%s could not be asked for its %s: %s", target, day, failure.code)
        if isinstance(failure, Unavailable) and not isinstance(failure, OurFault):
            # The pause that it asks for holds for deliveries too.
            await dependencies.traffic.learn(Admission(target, may_go=True), failure)
        return Stopped.UNREACHABLE
    return Stopped.NO


def _checked(held: Found, now: datetime) -> Checked:
    return Checked(held.registration, held.finding, now, tuple(held.ids))


async def _sought(
    lines: Sequence[TakenLine], asked: Target, target: str, dependencies: Dependencies
) -> Sequence[Sought]:
    """The deliveries' registrations; without those that are erased, or whose form this version does not have."""
    places = asyncio.Semaphore(CONCURRENCY)

    async def read(line: TakenLine) -> Sought | None:
        async with places:
            registration = await dependencies.registrations.get(line.registration)
        if registration is None:
            return None
        try:
            served = dependencies.definitions.get(registration.app, registration.version)
        except (UnknownApp, UnknownVersion):
            return None
        return Sought(registration, mapped_answers(asked, target, registration, served.compiled.definition))

    return [each for each in await asyncio.gather(*(read(line) for line in lines)) if each is not None]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a delivery of the day that is missing or doubled is right as it is, and who says so."""

    delivery: DeliveryKey
    day: date
    reason: str
    by: str


async def explain(given: Explanation, dependencies: Dependencies) -> None:
    """Record an explanation. Raises `NotPossible` where the delivery is neither missing nor doubled, or somebody else has
    explained it, and `DependencyUnavailable`."""
    key, target = given.delivery.registration, given.delivery.target
    async for _, checked in dependencies.findings.between(target, given.day, given.day):
        if checked.registration == key and checked.needs_a_person:
            noted = replace(checked, explained=masked(given.reason), by=given.by)
            await dependencies.findings.note(target, given.day, noted)
            log_event(log, "explained", registration=key, target=target, finding=checked.finding)
            return
    raise NotPossible
