"""Reports made of saved samples, equal to the samples counted one by one, however often and late the days were folded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest

from shared.adapters.memory.samples import MemorySampleDays, MemorySamples
from shared.domain.evaluation.day_samples import DaySamples
from shared.domain.evaluation.periods import Period, ServiceHours, month_of, quarter_of
from shared.domain.evaluation.uptimes import Parts
from shared.domain.ports import Sample
from shared.services.fold_samples import KEPT_DAYS, fold_days, folded
from shared.services.uptime_report import UptimeSources, uptime_report

MINUTE = timedelta(minutes=1)

BEGIN = datetime(2026, 10, 31, 20, tzinfo=UTC)


async def stored(states: str, begin: datetime = BEGIN, part: str = "api") -> MemorySamples:
    samples = MemorySamples()
    for number, state in enumerate(states):
        if state != "?":
            at = begin + number * MINUTE + timedelta(seconds=7)
            await samples.save(
                Sample(part, at, state == "u", number % 90, "" if state == "u" else "Unavailable: connect")
            )
    return samples


def drawn(minutes: int, random: Random) -> str:
    states = ""
    while len(states) < minutes:
        states += random.choices("ud?", (80, 10, 10))[0] * random.randrange(1, 300)
    return states[:minutes]


def sources(samples: MemorySamples, days: MemorySampleDays) -> UptimeSources:
    return UptimeSources(samples, days, Parts((), ("api",), (), ("api",), 0), ServiceHours())


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.rare) for seed in range(1, 6))])
async def test_a_report_is_the_same_however_the_days_were_folded(seed: int) -> None:
    """Folded each day, folded late, twice, or not at all: what is counted is the samples."""
    random = Random(seed)
    minutes = random.randrange(4 * 1440, 9 * 1440)
    states = drawn(minutes, random)
    now = BEGIN + minutes * MINUTE
    samples, days = await stored(states), MemorySampleDays()
    for _ in range(random.randrange(1, 4)):
        await fold_days(["api"], samples, days, now - random.randrange(0, 5) * timedelta(days=1))
    await fold_days(["api"], samples, days, now)
    report = await uptime_report(month_of(2026, 11), sources(samples, days), [], now)

    begun = (report.period.start - BEGIN) // MINUTE
    counted = states[begun:]
    app = report.figures[1].gross
    assert (app.up, app.down, app.unknown) == tuple(counted.count(letter) for letter in "ud?")
    assert report.until == now
    assert report.dependencies["api"] == app


async def test_a_day_not_folded_for_a_fortnight_is_still_folded_and_one_without_samples_stays_unknown() -> None:
    samples, days = await stored("u" * 60), MemorySampleDays()
    assert await fold_days(["api", "cvr"], samples, days, BEGIN + timedelta(days=14)) == 1
    assert await fold_days(["api", "cvr"], samples, days, BEGIN + timedelta(days=14)) == 0
    assert [(record.part, record.day, record.up.bit_count()) for record in days.samples.values()] == [
        ("api", BEGIN.date(), 60)
    ]


async def test_a_day_is_not_folded_before_a_late_sample_could_have_come() -> None:
    samples, days = await stored("u" * 240), MemorySampleDays()
    midnight = datetime(2026, 11, 1, tzinfo=UTC)
    assert await fold_days(["api"], samples, days, midnight + 14 * MINUTE) == 0
    assert await fold_days(["api"], samples, days, midnight + 15 * MINUTE) == 1


async def test_samples_are_forgotten_when_they_are_old_and_their_minutes_are_not() -> None:
    samples, days = await stored("u" * 60 + "d" * 60), MemorySampleDays()
    for day in range(KEPT_DAYS + 3):
        await fold_days(["api"], samples, days, BEGIN + timedelta(days=day))
    assert samples.samples == {}
    (record,) = days.samples.values()
    assert (record.up.bit_count(), record.down.bit_count()) == (60, 60)


def test_a_day_says_why_it_was_down_once_for_each_run_and_how_quick_it_was() -> None:
    day = date(2026, 11, 3)
    begin = datetime(2026, 11, 3, tzinfo=UTC)

    def sample(minute: int, message: str, took: int = 10) -> Sample:
        return Sample("api", begin + minute * MINUTE, not message, took, message)

    record = folded(
        "api",
        day,
        [
            sample(3, "tls"),
            sample(0, "dns"),
            sample(1, "dns"),
            sample(2, "", 30),
            sample(4, "tls"),
            sample(6, "dns"),
            sample(7, "", 80),
        ],
    )
    assert record.causes == {0: "dns", 3: "tls", 6: "dns"}
    assert (record.up, record.down) == (0b10000100, 0b01011011)
    assert (record.median_ms, record.slowest_ms) == (55, 80)


async def test_an_incident_over_the_month_end_is_told_of_in_both_months_and_whole() -> None:
    samples, days = await stored("u" * 150 + "d" * 60 + "u" * 5000), MemorySampleDays()
    now = BEGIN + 5000 * MINUTE
    await fold_days(["api"], samples, days, now)
    reports = [
        await uptime_report(month, sources(samples, days), [], now)
        for month in (month_of(2026, 10), month_of(2026, 11))
    ]
    began = BEGIN + 150 * MINUTE
    for report in reports:
        assert [(incident.began, incident.repair_time) for incident in report.incidents] == [(began, 60 * MINUTE)]
    assert [report.figures[1].gross.down for report in reports] == [30, 30]


class CountedDays(MemorySampleDays):
    """Counts the requests that the real store would make: one for each month."""

    def __init__(self) -> None:
        super().__init__()
        self.requests = 0

    async def between(self, first: date, last: date) -> Sequence[DaySamples]:
        self.requests += (last.year - first.year) * 12 + last.month - first.month + 1
        return await super().between(first, last)


class CountedSamples(MemorySamples):
    """Counts the requests that the real store would make: a day's 1440 rows come in two pages."""

    def __init__(self) -> None:
        super().__init__()
        self.requests = 0

    async def of_day(self, check: str, day: date) -> Sequence[Sample]:
        self.requests += 2
        return await super().of_day(check, day)


@pytest.mark.parametrize(("period", "most"), [(month_of(2026, 12), 40), (quarter_of(2026, 4), 100)])
async def test_a_report_asks_little_of_the_storage(period: Period, most: int) -> None:
    samples, days = CountedSamples(), CountedDays()
    parts = Parts(("host", "storage", "queue"), ("api", "definitions"), ("broker",), ("fasit", "cvr"), 60)
    day = date(2026, 9, 30)
    while day < date(2026, 12, 31):
        for part in parts.all:
            await days.save(DaySamples(part, day, (1 << 1440) - 1, 0))
        day += timedelta(days=1)
    now = datetime(2026, 12, 31, 12, tzinfo=UTC)
    report = await uptime_report(period, UptimeSources(samples, days, parts, ServiceHours()), [], now)
    assert report.figures[0].gross.up > 30 * 1440
    assert days.requests + samples.requests <= most
