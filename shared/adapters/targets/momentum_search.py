"""Looks for the tasks of many registrations, unit by unit."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from typing import Any

from shared.adapters.targets.momentum_lists import MomentumLists, ShortList
from shared.adapters.targets.momentum_task import ids_of
from shared.domain.failures import Refused, TargetDown, Unavailable
from shared.domain.ports import Found, Sought, Turn, Unknown

UNREADABLE_IN_A_ROW = 3
"""So many units in a row that cannot be read are Momentum's trouble and not theirs."""

UnitOf = Callable[[Mapping[str, Any]], Awaitable[str]]
"""Gives Momentum's own id of the production unit that mapped answers name. Raises `Refused` where it has none."""


async def find_tasks(
    sought: Sequence[Sought], turn: Turn, unit_of: UnitOf, lists: MomentumLists
) -> AsyncGenerator[Found, None]:
    """Read the tasks of each production unit once, and a second time for what was not among them. As `CanBeAsked.find`."""
    units: dict[tuple[str, str], list[Sought]] = {}
    for visit in sought:
        cvr, number = (str(visit.mapped.get(need) or "") for need in ("cvr", "p-number"))
        units.setdefault((cvr, number), []).append(visit)
    in_a_row = 0
    for visits in units.values():
        failure: Unavailable | None = None
        try:
            findings = await _found(visits, turn, unit_of, lists)
            in_a_row = 0
        except Refused as refusal:
            gone = refusal.code == "unit-missing"
            findings, in_a_row = _all(visits, Unknown.PLACE_GONE if gone else Unknown.UNREADABLE), 0
        except TargetDown:
            raise
        except Unavailable as problem:
            findings, failure, in_a_row = _all(visits, Unknown.UNREADABLE), problem, in_a_row + 1
        for finding in findings:
            yield finding
        if failure is not None and in_a_row >= UNREADABLE_IN_A_ROW:
            raise failure


async def _found(visits: Sequence[Sought], turn: Turn, unit_of: UnitOf, lists: MomentumLists) -> Sequence[Found]:
    """What one unit has of its visits. One that is not in a list that is shorter than it says is unknown."""
    async with turn():
        unit = await unit_of(visits[0].mapped)
    tasks: dict[str, Mapping[str, Any]] = {}
    for _ in range(2):
        absent = Unknown.NO
        try:
            async for task in lists.tasks(unit, turn):
                tasks[str(task["id"])] = task
        except ShortList:
            absent = Unknown.SHORT
        ids = {visit.registration.key: ids_of(visit.registration, tasks.values()) for visit in visits}
        if absent or all(ids.values()):
            break
    return [Found(key, own, Unknown.NO if own else absent) for key, own in ids.items()]


def _all(visits: Sequence[Sought], why: Unknown) -> Sequence[Found]:
    return [Found(visit.registration.key, (), why) for visit in visits]
