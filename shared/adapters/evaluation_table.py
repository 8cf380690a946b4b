"""The evaluation's data, in one table of Azure Table Storage: a partition for each metered month, for each period whose effect
was calculated, for the figures from before the product, and for each month's repeated registrations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from decimal import Decimal
import json
from typing import Any
from uuid import UUID

from shared.adapters.table_store import TableStore
from shared.domain.evaluation.consumption import Usage
from shared.domain.evaluation.effect import EVERY_APP, Effect, Spread
from shared.domain.evaluation.effect_report import BeforeFigure, EffectRecord
from shared.domain.evaluation.maintenance import Maintenance
from shared.domain.ports import MeteredMonth

NAME = "evaluation"
_BEFORE = "before"
_MAINTENANCE = "maintenance"
_ALL, _APP = "all", "app_"
_SPREADS = ("to_accepted", "to_case_system", "taps", "keys", "in_form")


class _Evaluation(TableStore):
    TABLE = NAME


class TableConsumption(_Evaluation):
    """Implements `ConsumptionRecords`: a row for each month."""

    async def save(self, month: str, metered: MeteredMonth) -> None:
        usage = [[entry.meter, f"{entry.quantity:f}", entry.app] for entry in metered.usage]
        await self._table.replace(
            {
                "PartitionKey": f"metered_{month}",
                "RowKey": "usage",
                "usage": json.dumps(usage),
                "readAt": metered.read_at.astimezone(UTC).isoformat(),
                "earlier": json.dumps({meter: at.astimezone(UTC).isoformat() for meter, at in metered.earlier.items()}),
            }
        )

    async def of(self, month: str) -> MeteredMonth | None:
        async for row in self._table.rows_of(f"metered_{month}"):
            usage = [Usage(meter, Decimal(quantity), app) for meter, quantity, app in json.loads(row["usage"])]
            # Rows of an earlier package have no `earlier`.
            earlier = json.loads(row.get("earlier", "{}"))
            times = {meter: datetime.fromisoformat(at) for meter, at in earlier.items()}
            return MeteredMonth(usage, datetime.fromisoformat(row["readAt"]), times)
        return None


class TableEffects(_Evaluation):
    """Implements `EffectRecords`: a row for each app, one for all apps, and one for the hours of maintenance. That row is written
    last: a period without it counts as not calculated."""

    async def save(self, period: str, record: EffectRecord) -> None:
        at = record.reckoned_at.astimezone(UTC).isoformat()
        figures = {_key(app): asdict(effect) for app, effect in record.by_app.items()}
        for key, content in [*figures.items(), (_MAINTENANCE, asdict(record.maintenance))]:
            row = {"RowKey": key, "figures": json.dumps(content), "reckonedAt": at}
            await self._table.replace({"PartitionKey": f"effect_{period}", **row})

    async def of(self, period: str) -> EffectRecord | None:
        rows = {row["RowKey"]: row async for row in self._table.rows_of(f"effect_{period}")}
        last = rows.pop(_MAINTENANCE, None)
        if last is None:
            return None
        # Rows with an older time are of apps that have no registrations any more, or of a write that was interrupted: only rows
        # of the newest time count.
        by_app = {_app(key): _effect(row) for key, row in rows.items() if row["reckonedAt"] >= last["reckonedAt"]}
        hours = Maintenance(**json.loads(last["figures"]))
        return EffectRecord(by_app, hours, datetime.fromisoformat(last["reckonedAt"]))

    async def note_before(self, figure: BeforeFigure) -> None:
        facts = asdict(figure) | {"at": figure.at.astimezone(UTC).isoformat()}
        await self._table.replace({"PartitionKey": _BEFORE, "RowKey": facts.pop("id"), **facts})

    async def before(self) -> Sequence[BeforeFigure]:
        figures = [_before(row) async for row in self._table.rows_of(_BEFORE)]
        return sorted(figures, key=lambda figure: figure.id)


class TableRepeats(_Evaluation):
    """Implements `Repeats`: a row for each registration."""

    async def note(self, registration: UUID, day: date) -> None:
        await self._table.replace({"PartitionKey": f"again_{day:%Y%m}", "RowKey": str(registration)})

    async def of_month(self, month: date) -> frozenset[UUID]:
        return frozenset([UUID(row["RowKey"]) async for row in self._table.rows_of(f"again_{month:%Y%m}")])


def _key(app: str) -> str:
    return _ALL if app == EVERY_APP else f"{_APP}{app}"


def _app(key: str) -> str:
    return EVERY_APP if key == _ALL else key.removeprefix(_APP)


def _effect(row: Any) -> Effect:
    figures: dict[str, Any] = json.loads(row["figures"])
    # An older package did not write every figure.
    spreads = {name: Spread(**figures.pop(name)) for name in _SPREADS if name in figures}
    return Effect(**{**figures, **spreads})


def _before(row: Any) -> BeforeFigure:
    at = datetime.fromisoformat(row["at"])
    return BeforeFigure(row["RowKey"], row["task"], row["value"], row["unit"], row["source"], row["by"], at)
