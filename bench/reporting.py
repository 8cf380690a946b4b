"""Measures an uptime report over a year of samples against only reading the same rows, and how much the rows take."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.command import arguments
from bench.figures import Figure, median, table, timed_async
from shared.adapters.storage import Account
from shared.domain.evaluation.day_samples import utc_days
from shared.domain.evaluation.periods import Period, month_of, quarter_of
from shared.services.fold_samples import KEPT_DAYS
from shared.services.uptime_report import AFTER, BEFORE, UptimeSources, uptime_report
from tests.adapters.watched import Wire, watched
from tests.entity_size import entity_size
from tests.servers import Servers
from tests.year_of_samples import PARTS, filled

NOW = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
TIMES = 20


async def figures(servers: Servers) -> tuple[list[Figure], list[str]]:
    """The figures, and lines on the number of storage requests."""
    account = watched(servers.account())
    for name in ("uptime", "sampledays"):
        async with account.table(name) as table_client:
            await table_client.create_table()
    async with filled(account, NOW) as sources:
        measured, lines = await _measured(sources, account.wire)
    return measured, [*lines, *await _sizes(account)]


async def _measured(sources: UptimeSources, wire: Wire) -> tuple[list[Figure], list[str]]:
    measured, lines = list[Figure](), list[str]()
    for length, period in (("a month", month_of(2026, 11)), ("a quarter", quarter_of(2026, 4))):

        async def report(period: Period = period) -> None:
            await uptime_report(period, sources, [], NOW)

        async def rows(period: Period = period) -> None:
            await _read(period, sources)

        ours, floor = median(await timed_async(report, TIMES)), median(await timed_async(rows, TIMES))
        measured.append(
            Figure(f"a report of {length}, of a year of {len(PARTS.all)} parts", ours, floor, "reading its rows")
        )
        wire.requests.clear()
        await report()
        lines.append(f"{length}: {len(wire.requests)} requests to the storage")
    return measured, lines


async def _sizes(account: Account) -> list[str]:
    """What the rows take as the storage bills them, read back from it: the packed days of the year, and today's minutes."""
    sizes = {}
    for name in ("sampledays", "uptime"):
        async with account.table(name) as table_client:
            sizes[name] = [entity_size(row) async for row in table_client.list_entities()]
    days, minutes = sum(sizes["sampledays"]) / len(PARTS.all), sum(sizes["uptime"]) / len(PARTS.all)
    return [
        f"packed days: {days / 1e6:.2f} MB a part and year ({len(sizes['sampledays'])} rows)",
        f"minutes: {KEPT_DAYS * minutes / 1e6:.0f} MB a part, for the {KEPT_DAYS} days that they are kept",
    ]


async def _read(period: Period, sources: UptimeSources) -> None:
    first, last = utc_days(Period("", period.start - BEFORE, min(period.end + AFTER, NOW)))
    await sources.days.between(first, last)
    await asyncio.gather(*(sources.samples.of_day(part, NOW.date()) for part in PARTS.all))


def main() -> None:
    arguments(__doc__)
    with TemporaryDirectory() as folder:
        servers = Servers(Path(folder))
        try:
            measured, lines = asyncio.run(figures(servers))
        finally:
            servers.stop()
    print(table(measured), *lines, sep="\n")


if __name__ == "__main__":
    main()
