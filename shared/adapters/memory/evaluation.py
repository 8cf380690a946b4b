"""The evaluation's data, in memory, with meters and bills that a test fills."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from shared.domain.evaluation.bill import Bill, BillFault
from shared.domain.evaluation.changes import FirstSeen
from shared.domain.evaluation.consumption import Usage
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.survey import SurveyAnswer, Tally, settled
from shared.domain.ports import MeteredMonth, MeterReadings, Patience


class MemoryConsumption:
    """Implements `ConsumptionRecords`."""

    def __init__(self) -> None:
        self.months: dict[str, MeteredMonth] = {}

    async def save(self, month: str, metered: MeteredMonth) -> None:
        self.months[month] = metered

    async def of(self, month: str) -> MeteredMonth | None:
        return self.months.get(month)


class MemoryEffects:
    """Implements `EffectRecords`."""

    def __init__(self) -> None:
        self.periods: dict[str, EffectRecord] = {}
        self.figures: dict[str, BeforeFigure] = {}

    async def save(self, period: str, record: EffectRecord) -> None:
        self.periods[period] = record

    async def of(self, period: str) -> EffectRecord | None:
        return self.periods.get(period)

    async def note_before(self, figure: BeforeFigure) -> None:
        self.figures[figure.id] = figure

    async def before(self) -> Sequence[BeforeFigure]:
        return [self.figures[id] for id in sorted(self.figures)]


class MemoryRepeats:
    """Implements `Repeats`."""

    def __init__(self) -> None:
        self.months: dict[str, set[UUID]] = defaultdict(set)

    async def note(self, registration: UUID, day: date) -> None:
        self.months[f"{day:%Y%m}"].add(registration)

    async def of_month(self, month: date) -> frozenset[UUID]:
        return frozenset(self.months.get(f"{month:%Y%m}", ()))


class MemorySurvey:
    """Implements `SurveyAnswers`."""

    def __init__(self) -> None:
        self.counted: set[tuple[str, UUID]] = set()
        self.quarters: dict[str, dict[str, Tally]] = defaultdict(dict)
        self.settled: set[tuple[str, str]] = set()

    async def add(self, answer: SurveyAnswer) -> None:
        if (answer.quarter, answer.id) in self.counted:
            return
        self.counted.add((answer.quarter, answer.id))
        tallies = self.quarters[answer.quarter]
        tallies[answer.app] = tallies.get(answer.app, Tally()).with_answer(answer)

    async def of(self, quarter: str) -> Mapping[str, Tally]:
        return dict(self.quarters.get(quarter, {}))

    async def settle(self, quarter: str) -> int:
        ids = {answer_id for answer_id in self.counted if answer_id[0] == quarter}
        tallies = self.quarters.get(quarter, {})
        folded = {app: settled(tally) for app, tally in tallies.items() if (quarter, app) not in self.settled}
        self.counted -= ids
        self.settled |= {(quarter, app) for app in folded}
        tallies.update(folded)
        return len(ids) + len(folded)


class MemoryChanges:
    """Implements `ChangeRecords`."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], FirstSeen] = {}

    async def note(self, first_seen: FirstSeen) -> None:
        self.seen.setdefault((first_seen.app, first_seen.name), first_seen)

    async def all(self) -> Sequence[FirstSeen]:
        return list(self.seen.values())


class MemoryBills:
    """Implements `Bills` by `months`, by name; `fault` is that of every bill, empty for none."""

    def __init__(self) -> None:
        self.months: dict[str, Bill] = {}
        self.fault = ""

    async def of(self, months: Sequence[Period]) -> Mapping[str, Bill | BillFault]:
        if self.fault:
            return {month.name: BillFault(self.fault) for month in months}
        return {month.name: self.months[month.name] for month in months if month.name in self.months}


class MemoryMeters:
    """Implements `UsageMeters`: what `months` shows, by name; `faults`: why other meters cannot be read."""

    def __init__(self) -> None:
        self.months: dict[str, Sequence[Usage]] = {}
        self.faults: Sequence[str] = ()

    async def read(self, month: Period, until: datetime, patience: Patience) -> MeterReadings:
        return MeterReadings(self.months.get(month.name, ()), self.faults)
