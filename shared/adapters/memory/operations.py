"""Operators' holds, tallies and receipts, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from shared.domain.ports import Checked, Hold, HourTally, TakenLine
from shared.domain.registration import RegistrationKey
from shared.domain.text.time_format import danish_clock
from shared.domain.waiting import Group, Pile


class MemoryHolds:
    """Implements `TargetHolds`. `calls` counts the look-ups."""

    def __init__(self) -> None:
        self.held: dict[str, Hold] = {}
        self.calls = 0

    async def every(self) -> Mapping[str, Hold]:
        self.calls += 1
        return dict(self.held)

    async def hold(self, hold: Hold) -> None:
        self.held[hold.target] = hold

    async def release(self, target: str) -> None:
        self.held.pop(target, None)


class MemoryTallies:
    """Implements `HourTallies`. `saved` counts the writes."""

    def __init__(self) -> None:
        self.hours: dict[datetime, HourTally] = {}
        self.saved = 0

    async def save(self, hour: datetime, piles: Mapping[Pile, Group]) -> None:
        self.saved += 1
        self.hours[hour] = HourTally(hour, {pile: group.count for pile, group in piles.items()})

    async def between(self, first: datetime, last: datetime) -> Sequence[HourTally]:
        return [self.hours[hour] for hour in sorted(self.hours) if first <= hour <= last]


class MemoryReceipts:
    """Implements `Receipts`."""

    def __init__(self) -> None:
        self.days: dict[tuple[str, date], dict[RegistrationKey, TakenLine]] = defaultdict(dict)

    async def note(self, target: str, line: TakenLine) -> None:
        self.days[target, danish_clock(line.at).date()][line.registration] = line

    async def of_day(self, target: str, day: date) -> AsyncIterator[TakenLine]:
        for line in list(self.days.get((target, day), {}).values()):
            yield line


class MemoryFindings:
    """Implements `Findings`."""

    def __init__(self) -> None:
        self.checked: dict[tuple[str, date, RegistrationKey], Checked] = {}
        self._notes = 0

    async def note(self, target: str, day: date, checked: Checked) -> bool:
        place = (target, day, checked.registration)
        if (self.checked[place].version if place in self.checked else "") != checked.version:
            return False
        self._notes += 1
        self.checked[place] = replace(checked, version=str(self._notes))
        return True

    async def between(self, target: str, first: date, last: date) -> AsyncIterator[tuple[date, Checked]]:
        for (of, day, _), checked in list(self.checked.items()):
            if of == target and first <= day <= last:
                yield day, checked

    async def forget(self, before: date) -> int:
        old = [key for key in self.checked if key[1] < before]
        for key in old:
            del self.checked[key]
        return len(old)
