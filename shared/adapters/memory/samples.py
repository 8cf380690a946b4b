"""Samples of the dependencies' health, in memory."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from shared.domain.ports import Sample
from shared.domain.problems import DependencyUnavailable


class MemorySamples:
    """Implements `Samples`."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], Sample] = {}
        self.down = False

    async def save(self, sample: Sample) -> None:
        await self.probe()
        self.kept[sample.check, f"{sample.at.astimezone(UTC):%Y%m%d%H%M}"] = sample

    async def latest(self, check: str, now: datetime) -> Sample | None:
        await self.probe()
        first = (now.astimezone(UTC) - timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        samples = [sample for (name, _), sample in self.kept.items() if name == check and sample.at >= first]
        return max(samples, key=lambda sample: sample.at, default=None)

    async def probe(self) -> None:
        if self.down:
            raise DependencyUnavailable("storage-unavailable")
