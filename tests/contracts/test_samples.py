"""What every store of samples does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from shared.adapters.memory.samples import MemorySamples
from shared.adapters.samples_table import TableSamples
from shared.domain.ports import Sample, Samples
from tests.examples import NOW
from tests.servers import Servers


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def samples(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[Samples]:
    if request.param == "memory":
        yield MemorySamples()
        return
    table = TableSamples(servers.account_of(request.param))
    yield table
    await table.close()


def sample(at: datetime, check: str = "fasit", up: bool = True) -> Sample:
    return Sample(check, at, up, 42, "" if up else "Unavailable: unavailable")


async def test_the_newest_is_told(samples: Samples) -> None:
    for minutes in (3, 1, 2):
        await samples.save(sample(NOW - timedelta(minutes=minutes), up=minutes == 1))
    await samples.save(sample(NOW, "cvr"))
    assert await samples.latest("fasit", NOW) == sample(NOW - timedelta(minutes=1))


async def test_one_sample_a_minute(samples: Samples) -> None:
    await samples.save(sample(NOW))
    later = sample(NOW + timedelta(seconds=5), up=False)
    await samples.save(later)
    assert await samples.latest("fasit", NOW) == later


async def test_yesterdays_is_told_just_after_midnight(samples: Samples) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=1)
    await samples.save(sample(midnight - timedelta(minutes=1)))
    assert await samples.latest("fasit", midnight) == sample(midnight - timedelta(minutes=1))


async def test_none_is_unknown(samples: Samples) -> None:
    await samples.save(sample(NOW - timedelta(days=3)))
    assert await samples.latest("fasit", NOW) is None


async def test_a_storage_that_answers(samples: Samples) -> None:
    await samples.probe()
