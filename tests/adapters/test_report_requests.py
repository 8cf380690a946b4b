"""What a report costs: requests to the storage, counted on the wire."""

from __future__ import annotations

from datetime import UTC, datetime

from shared.domain.evaluation.periods import Period, month_of, quarter_of
from shared.services.uptime_report import uptime_report
from tests.adapters.watched import watched
from tests.servers import Servers
from tests.year_of_samples import PARTS, filled

NOW = datetime(2026, 11, 27, 23, 59, tzinfo=UTC)
"""The most expensive minute: a day of samples is not folded yet, and fills more than a page (1,000 rows) for each part."""


async def test_a_month_takes_at_most_40_requests_and_a_quarter_100(servers: Servers) -> None:
    account = watched(servers.account())
    wire = account.wire
    for name in ("uptime", "sampledays"):
        async with account.table(name) as table:
            await table.create_table()
    assert len(PARTS.all) == 8
    async with filled(account, NOW, days=110, minutes=1001) as sources:

        async def requests(period: Period) -> int:
            wire.requests.clear()
            report = await uptime_report(period, sources, [], NOW)
            assert report.figures[0].gross.up > 0
            return len([request for request in wire.requests if request.startswith("GET")])

        await requests(month_of(2026, 11))  # The first opens the tables.
        month, quarter = await requests(month_of(2026, 11)), await requests(quarter_of(2026, 4))
    # For a quarter of an hour after midnight yesterday is not folded either: two pages a part.
    assert month + 2 * len(PARTS.all) <= 40
    assert quarter + 2 * len(PARTS.all) <= 100
