"""Fills a storage with a year of samples: a packed row for each part and past day, and today's minutes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from shared.adapters.sample_days_table import TableSampleDays
from shared.adapters.samples_table import TableSamples
from shared.adapters.storage import Account
from shared.adapters.storage_writes import transact
from shared.domain.evaluation.periods import ServiceHours
from shared.domain.evaluation.uptimes import Parts
from shared.services.uptime_report import UptimeSources

PARTS = Parts(
    ("host", "gateway", "storage", "queue"),
    ("definitions",),
    ("broker",),
    ("broker", "fasit", "cvr"),
    offline_minutes=60,
)
EVERY_MINUTE = (1 << 1440) - 1


@asynccontextmanager
async def filled(account: Account, now: datetime, days: int = 365, minutes: int = 1440) -> AsyncIterator[UptimeSources]:
    """Write the samples, and read them in the block: every part is up, except for a quarter of an hour each tenth day. `minutes`:
    how many of today there are."""
    for part in PARTS.all:
        await _today(account, part, now.replace(hour=0, minute=0, second=3, microsecond=0), minutes)
    for number in range(1, days + 1):
        day = (now - timedelta(days=number)).date()
        down = ((1 << 15) - 1) << 600 if number % 10 == 0 else 0
        rows = [(part, down) for part in PARTS.all]
        await _folded(account, day, rows)
    samples, sample_days = TableSamples(account), TableSampleDays(account)
    try:
        yield UptimeSources(samples, sample_days, PARTS, ServiceHours())
    finally:
        await samples.close()
        await sample_days.close()


async def _today(account: Account, part: str, midnight: datetime, minutes: int) -> None:
    rows = [
        {
            "PartitionKey": f"{part}_{midnight:%Y%m%d}",
            "RowKey": f"{minute // 60:02}{minute % 60:02}",
            "at": (midnight + timedelta(minutes=minute)).isoformat(),
            "up": True,
            "milliseconds": 40,
            "message": "",
        }
        for minute in range(minutes)
    ]
    await _write(account, "uptime", rows)


async def _folded(account: Account, day: object, parts: list[tuple[str, int]]) -> None:
    rows = [
        {
            "PartitionKey": f"{day:%Y%m}",
            "RowKey": f"{day:%d}_{part}",
            "up": (EVERY_MINUTE & ~down).to_bytes(180, "big"),
            "down": down.to_bytes(180, "big"),
            "causes": '{"600": "Unavailable: connect"}' if down else "{}",
            "medianMs": 40,
            "slowestMs": 900,
        }
        for part, down in parts
    ]
    await _write(account, "sampledays", rows)


async def _write(account: Account, name: str, rows: Sequence[Mapping[str, object]]) -> None:
    table = account.table(name)
    async with table:
        for first in range(0, len(rows), 100):
            await transact(table, [("upsert", row, {"mode": "replace"}) for row in rows[first : first + 100]])
