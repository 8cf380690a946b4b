"""Compares what we say a target took on a day with what the target has, where it can be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
import logging
from typing import TYPE_CHECKING

from shared.domain.failures import DeliveryFailure, OurFault, Unavailable
from shared.domain.ports import UNREADABLE, CanBeAsked, Checked, Finding, Found, Sought, TakenLine, Target, Unknown
from shared.domain.problems import NotPossible, UnknownApp, UnknownVersion
from shared.domain.registration import DeliveryKey, RegistrationKey
from shared.domain.text.cpr_numbers import masked
from shared.services.log_event import log_event
from shared.services.mapped_answers import mapped_answers
from shared.services.reconcile_asking import Budget, Halted, PacedRequests, RequestAllowance, Stopped, standing
from shared.services.target_traffic import Admission

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.reconcile")

SETTLED_AFTER = timedelta(minutes=15)
"""How old a delivery must be before the target is asked for it: a list may show a new task only after a while."""

CONCURRENCY = 10
"""Registrations that are read concurrently."""

EXPLAIN_TRIES = 3
"""How often an explanation is tried whose finding is written anew meanwhile."""


AGAIN_AFTER = timedelta(hours=20)
"""How long the timer leaves alone what it has found missing or doubled."""

UNKNOWN_AGAIN_AFTER = timedelta(hours=4)
"""How long it leaves alone what could not be asked for, which may have been a failure of an hour."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A delivery that we say the target took, and what was found of it (None: not asked, or not known)."""

    taken: TakenLine
    checked: Checked | None

    @property
    def is_unknown(self) -> bool:
        """Whether nobody knows what the target has of it, and nobody has said that this is right."""
        return self.checked is None or (self.checked.finding is Finding.UNKNOWN and self.checked.is_open)


def can_be_asked(name: str, dependencies: Dependencies) -> bool:
    """Whether the target has the optional capability `CanBeAsked`; not for one that this instance does not have."""
    try:
        return isinstance(dependencies.targets(name), CanBeAsked)
    except KeyError:
        return False


async def compared(target: str, day: date, dependencies: Dependencies) -> Sequence[Compared]:
    """What we say that the target took on the Danish day, by time, with what was found. Raises `DependencyUnavailable`."""
    checked = {latest.registration: latest async for _, latest in dependencies.findings.between(target, day, day)}
    lines = [line async for line in dependencies.receipts.of_day(target, day)]
    return [
        Compared(line, checked.get(line.registration))
        for line in sorted(lines, key=lambda line: (line.at, str(line.registration)))
    ]


async def reconcile(target: str, day: date, allowance: RequestAllowance, dependencies: Dependencies) -> Stopped:
    """Ask the target, by hand, for what we say it took on the day and what was not found to be there yet, and record what it has.

    Safe to repeat and to run concurrently: each run begins with what was never asked for, then what was asked for longest ago.
    Raises `NotPossible` for a target that cannot be asked, and `DependencyUnavailable`.
    """
    return await reconcile_within(target, day, allowance.since(dependencies.clock()), dependencies, rests=False)


async def reconcile_within(
    target: str, day: date, budget: Budget, dependencies: Dependencies, rests: bool = True
) -> Stopped:
    """As `reconcile`, within what is left of a budget. `rests`: leave alone what was asked for lately."""
    now, adapter = dependencies.clock(), dependencies.targets(target)
    if not isinstance(adapter, CanBeAsked):
        raise NotPossible("cannot-be-asked")
    open_lines = [
        line
        for line in await compared(target, day, dependencies)
        if now - line.taken.at >= SETTLED_AFTER and _is_due(line.checked, now, rests)
    ]
    if not open_lines:
        return Stopped.NO
    if stopped := await standing(target, dependencies):
        return stopped
    if budget.is_spent(now):
        return Stopped.LIMIT
    open_lines.sort(key=lambda line: (line.checked is not None, line.checked.at if line.checked else line.taken.at))
    record = _Record(target, day, {line.taken.registration: line.checked for line in open_lines}, dependencies)
    sought = await _sought([line.taken for line in open_lines], adapter, record)
    return await _ask(adapter, sought, record, PacedRequests(target, dependencies, budget))


def _is_due(checked: Checked | None, now: datetime, rests: bool) -> bool:
    if checked is None:
        return True
    rest = UNKNOWN_AGAIN_AFTER if checked.finding is Finding.UNKNOWN else AGAIN_AFTER
    return checked.is_open and not (rests and now - checked.at < rest)


@dataclass(frozen=True, slots=True)
class _Record:
    """Records what is found of a day's deliveries; what somebody else has recorded since it was read stays."""

    target: str
    day: date
    earlier: Mapping[RegistrationKey, Checked | None]
    dependencies: Dependencies

    async def note(self, finding: Found) -> None:
        key, earlier = finding.registration, self.earlier.get(finding.registration)
        version = earlier.version if earlier else ""
        now = self.dependencies.clock()
        checked = Checked(key, finding.finding, now, tuple(finding.ids), unknown=finding.unknown, version=version)
        await self.dependencies.findings.note(self.target, self.day, checked)


async def _ask(adapter: CanBeAsked, sought: Sequence[Sought], record: _Record, requests: PacedRequests) -> Stopped:
    try:
        async with aclosing(adapter.find(sought, requests.turn)) as findings:
            async for finding in findings:
                await record.note(finding)
    except Halted as halted:
        return halted.stopped
    except DeliveryFailure as failure:
        log.warning("%s could not be asked for its %s: %s", record.target, record.day, failure.code)
        if isinstance(failure, Unavailable) and not isinstance(failure, OurFault):
            # The pause that it asks for holds for deliveries too.
            await requests.dependencies.traffic.learn(Admission(record.target, may_go=True), failure)
        return Stopped.UNREACHABLE
    return Stopped.NO


async def _sought(lines: Sequence[TakenLine], adapter: Target, record: _Record) -> Sequence[Sought]:
    """The deliveries' registrations. Those that are erased, or whose form this version does not have, are recorded as unknown."""
    places, dependencies = asyncio.Semaphore(CONCURRENCY), record.dependencies

    async def read(line: TakenLine) -> Sought | None:
        async with places:
            try:
                registration = await dependencies.registrations.get(line.registration)
            except UNREADABLE as error:
                log.error("%s cannot be read and is not asked for: %s", line.registration, type(error).__name__)
                return None
            if registration is None:
                await record.note(Found(line.registration, (), Unknown.ERASED))
                return None
            try:
                served = dependencies.definitions.get(registration.app, registration.version)
            except (UnknownApp, UnknownVersion):
                await record.note(Found(line.registration, (), Unknown.FORM_GONE))
                return None
        return Sought(registration, mapped_answers(adapter, record.target, registration, served.compiled.definition))

    return [delivery for delivery in await asyncio.gather(*(read(line) for line in lines)) if delivery is not None]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a delivery of the day that is missing or doubled is right as it is, and who says so."""

    delivery: DeliveryKey
    day: date
    reason: str
    by: str


async def explain(explanation: Explanation, dependencies: Dependencies) -> None:
    """Record an explanation. Raises `NotPossible` where the delivery was not found missing, doubled or unknown, or somebody else
    has explained it, and `DependencyUnavailable`."""
    key, target, reason = explanation.delivery.registration, explanation.delivery.target, masked(explanation.reason)
    for _ in range(EXPLAIN_TRIES):
        checked = await _checked(target, explanation.day, key, dependencies)
        if checked is None or not checked.is_open:
            break
        if await dependencies.findings.note(
            target, explanation.day, replace(checked, explained=reason, by=explanation.by)
        ):
            log_event(log, "explained", registration=key, target=target, finding=checked.finding)
            return
    raise NotPossible


async def _checked(target: str, day: date, key: RegistrationKey, dependencies: Dependencies) -> Checked | None:
    async for _, checked in dependencies.findings.between(target, day, day):
        if checked.registration == key:
            return checked
    return None
