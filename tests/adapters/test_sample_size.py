"""What samples take in the storage, measured on the rows that are stored, against what the operators' guide says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import re

import pytest

from infra.compiler import ROOT
from shared.adapters.sample_days_table import TableSampleDays
from shared.adapters.samples_table import TableSamples
from shared.domain.ports import Sample
from shared.services.fold_samples import KEPT_DAYS, folded
from tests.entity_size import entity_size
from tests.servers import Servers

pytestmark = pytest.mark.starts

MIDNIGHT = datetime(2026, 11, 3, tzinfo=UTC)
PART = "definitions"
"""The part with the longest name."""


def taken(number: int) -> Sample:
    """A day on which a quarter of an hour was down."""
    up = not 600 <= number < 615
    return Sample(PART, MIDNIGHT + timedelta(minutes=number, seconds=3), up, 140, "" if up else "Unavailable: connect")


async def test_a_part_takes_as_much_a_year_as_the_guide_says(servers: Servers) -> None:
    account = servers.account_of("table")
    samples, days = TableSamples(account), TableSampleDays(account)
    for number in (30, 605):
        await samples.save(taken(number))
    await days.save(folded(PART, MIDNIGHT.date(), map(taken, range(1440))))
    sizes = {}
    for name in ("uptime", "sampledays"):
        async with account.table(name) as table:
            sizes[name] = [entity_size(row) async for row in table.list_entities()]
    await samples.close()
    await days.close()
    (good, bad), (day,) = sorted(sizes["uptime"]), sizes["sampledays"]
    minutes = KEPT_DAYS * (1425 * good + 15 * bad)
    guide = " ".join((ROOT / "docs" / "operations.md").read_text("utf-8").split())
    stated = re.search(
        r"(\d+) MB a part for the minutes, which are kept for (\d+) days \((\d+) bytes each\), "
        r"and (\d\.\d+) MB a part and year for the folded days",
        guide,
    )
    assert stated, "the guide says what samples take"
    assert stated.groups() == (f"{minutes / 1e6:.0f}", str(KEPT_DAYS), str(good), f"{365 * day / 1e6:.2f}")


def test_an_entity_worked_out_by_hand() -> None:
    """4; keys of 3 signs: 6; `aé`: 8 + 4 + (4 + 4); `n`: 8 + 2 + 4; `b`: 8 + 2 + 1; `raw`: 8 + 6 + (4 + 5); `at`: 8 + 4 + 8."""
    row = {"PartitionKey": "pk", "RowKey": "1", "aé": "xy", "n": 7, "b": True, "raw": b"12345", "at": MIDNIGHT}
    assert entity_size(row) == 4 + 6 + 20 + 14 + 11 + 23 + 20
    with pytest.raises(TypeError, match="no property holds a list"):
        entity_size({**row, "n": []})
