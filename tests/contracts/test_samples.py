"""What every store of samples does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import pytest

from shared.adapters.memory.samples import MemorySampleDays, MemorySamples
from shared.adapters.sample_days_table import TableSampleDays
from shared.adapters.samples_table import TableSamples
from shared.domain.evaluation.day_samples import DaySamples
from shared.domain.ports import Sample, SampleDays, Samples
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


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def days(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[SampleDays]:
    if request.param == "memory":
        yield MemorySampleDays()
        return
    table = TableSampleDays(servers.account_of(request.param))
    yield table
    await table.close()


def sample(at: datetime, check: str = "fasit", up: bool = True) -> Sample:
    return Sample(check, at, up, 42, "" if up else "Unavailable: unavailable")


async def test_the_newest_sample_is_returned(samples: Samples) -> None:
    for minutes in (3, 1, 2):
        await samples.save(sample(NOW - timedelta(minutes=minutes), up=minutes == 1))
    await samples.save(sample(NOW, "cvr"))
    assert await samples.latest("fasit", NOW) == sample(NOW - timedelta(minutes=1))


async def test_a_minute_has_the_sample_that_came_first(samples: Samples) -> None:
    first, second = sample(NOW, up=False), sample(NOW + timedelta(seconds=5))
    for taken in (first, second):
        await samples.save(taken)
    assert await samples.latest("fasit", NOW) == first
    assert list(await samples.of_day("fasit", NOW.date())) == [first]


async def test_the_newest_is_told_after_hours_of_silence_too(samples: Samples) -> None:
    await samples.save(sample(NOW - timedelta(hours=3)))
    assert await samples.latest("fasit", NOW) == sample(NOW - timedelta(hours=3))


async def test_yesterdays_is_told_just_after_midnight(samples: Samples) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=1)
    await samples.save(sample(midnight - timedelta(minutes=1)))
    assert await samples.latest("fasit", midnight) == sample(midnight - timedelta(minutes=1))


async def test_a_check_without_recent_samples_is_unknown(samples: Samples) -> None:
    await samples.save(sample(NOW - timedelta(days=3)))
    assert await samples.latest("fasit", NOW) is None


async def test_a_storage_that_answers_passes_its_probe(samples: Samples) -> None:
    await samples.probe()


async def test_a_day_is_read_in_order_and_forgotten_alone(samples: Samples) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    day = [sample(midnight + timedelta(minutes=minute), up=minute % 2 == 0) for minute in (130, 0, 7)]
    beside = [sample(midnight - timedelta(minutes=1)), sample(midnight, "cvr")]
    for taken in (*day, *beside):
        await samples.save(taken)
    assert list(await samples.of_day("fasit", midnight.date())) == sorted(day, key=lambda sample: sample.at)
    assert await samples.forget_day("fasit", midnight.date()) == 3
    assert await samples.forget_day("fasit", midnight.date()) == 0
    assert await samples.of_day("fasit", midnight.date()) == []
    assert await samples.of_day("cvr", midnight.date()) == [beside[1]]
    assert len(await samples.of_day("fasit", midnight.date() - timedelta(days=1))) == 1


async def test_more_samples_than_one_transaction_holds_are_forgotten(samples: Samples) -> None:
    midnight = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
    await asyncio.gather(*(samples.save(sample(midnight + timedelta(minutes=minute))) for minute in range(120)))
    assert await samples.forget_day("fasit", midnight.date()) == 120
    assert await samples.of_day("fasit", midnight.date()) == []


async def test_folded_days_are_read_back_whole_in_order_and_over_months(days: SampleDays) -> None:
    whole = DaySamples("fasit", date(2026, 11, 30), (1 << 1440) - 2, 1, {0: "Unavailable: connect"}, 42, 977)
    others = [
        DaySamples("cvr", date(2026, 12, 1), 5, 2, {1: "æøå"}),
        DaySamples("cvr", date(2026, 9, 30), 1, 0),
        DaySamples("cvr", date(2027, 1, 1), 1, 0),
    ]
    for record in (*others, whole):
        await days.save(record)
    assert list(await days.between(date(2026, 10, 1), date(2026, 12, 31))) == [whole, others[0]]
    assert list(await days.between(date(2026, 12, 2), date(2026, 12, 31))) == []


async def test_a_day_folded_again_replaces_the_first(days: SampleDays) -> None:
    for up in (1, 3):
        await days.save(DaySamples("cvr", date(2026, 11, 3), up, 0))
    assert [record.up for record in await days.between(date(2026, 11, 3), date(2026, 11, 3))] == [3]


async def test_a_day_that_flickers_more_than_a_row_holds_tells_its_first_causes(days: SampleDays) -> None:
    causes = {minute: f"Unavailable: {'x' * 60}{minute}" for minute in range(0, 1440, 2)}
    await days.save(DaySamples("cvr", date(2026, 11, 3), 0, (1 << 1440) - 1, causes))
    (record,) = await days.between(date(2026, 11, 3), date(2026, 11, 3))
    assert record.down == (1 << 1440) - 1
    assert len(record.causes) > 0
    assert record.causes.items() <= causes.items()
