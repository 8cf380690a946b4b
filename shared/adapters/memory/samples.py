"""Samples of the dependencies' health, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from shared.domain.evaluation.day_samples import DaySamples
from shared.domain.ports import Sample
from shared.domain.problems import DependencyUnavailable


class MemorySamples:
    """Implements `Samples`."""

    def __init__(self) -> None:
        self.samples: dict[tuple[str, str], Sample] = {}
        self.down = False

    async def save(self, sample: Sample) -> None:
        await self.probe()
        self.samples.setdefault((sample.check, f"{sample.at.astimezone(UTC):%Y%m%d%H%M}"), sample)

    async def latest(self, check: str, now: datetime) -> Sample | None:
        await self.probe()
        first = (now.astimezone(UTC) - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        samples = [sample for (name, _), sample in self.samples.items() if name == check and sample.at >= first]
        return max(samples, key=lambda sample: sample.at, default=None)

    async def of_day(self, check: str, day: date) -> Sequence[Sample]:
        await self.probe()
        return [self.samples[key] for key in self._keys(check, day)]

    async def forget_day(self, check: str, day: date) -> int:
        await self.probe()
        return len([self.samples.pop(key) for key in self._keys(check, day)])

    def _keys(self, check: str, day: date) -> list[tuple[str, str]]:
        prefix = f"{day:%Y%m%d}"
        return sorted(key for key in self.samples if key[0] == check and key[1].startswith(prefix))

    async def probe(self) -> None:
        if self.down:
            raise DependencyUnavailable("storage-unavailable")


class MemorySampleDays:
    """Implements `SampleDays`."""

    def __init__(self) -> None:
        self.samples: dict[tuple[date, str], DaySamples] = {}

    async def save(self, record: DaySamples) -> None:
        self.samples[record.day, record.part] = record

    async def between(self, first: date, last: date) -> Sequence[DaySamples]:
        return [self.samples[key] for key in sorted(self.samples) if first <= key[0] <= last]
