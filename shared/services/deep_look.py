"""Looks deeper than `ready` does: storage, queue, timers, certificate, and each part's newest sample.

The parts themselves are probed each minute by their timer and not by whoever asks: a stranger who asks often costs a few reads
of the storage, and those no more than each ten seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
import logging

from shared.domain.ports import QueueState, Sample, TimerRuns
from shared.domain.problems import DependencyUnavailable
from shared.domain.timers import TIMERS, Heartbeat, Pulse, pulse
from shared.services.instance_status import Instance
from shared.services.probe import latest_samples

log = logging.getLogger("feltskema.health")

FRESH = timedelta(seconds=10)
"""How long an answer is given again."""

PATIENCE = 5.0
"""Seconds before a storage that does not answer counts as down."""

OLD_SAMPLE = timedelta(minutes=3)
"""A sample older than this tells nothing of now."""

OLD_MESSAGE = timedelta(minutes=10)
"""A message at the queue's front for longer than this is not being taken: nobody delivers."""

CERTIFICATE_SOON = timedelta(days=14)
"""Before the certificate ends, that a new one must be ordered."""


class Level(StrEnum):
    """`OK`; `CARE` needs somebody soon, or is another's; `DOWN` keeps registrations back; `UNKNOWN` cannot be told."""

    OK = "ok"
    CARE = "care"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DeepState:
    """`checks` by name; `heartbeats` and `queues` are what two of them were read from."""

    at: datetime
    checks: Mapping[str, Level]
    heartbeats: Mapping[str, Heartbeat] = field(default_factory=dict)
    queues: Sequence[QueueState] = ()

    @property
    def down(self) -> bool:
        """Whether anything keeps registrations back."""
        return Level.DOWN in self.checks.values()


class DeepLook:
    """Looks, and gives what it saw again while it is fresh; one look at a time, however many ask."""

    def __init__(self, instance: Callable[[], Instance], runs: TimerRuns, clock: Callable[[], datetime]) -> None:
        self._instance, self._runs, self._clock = instance, runs, clock
        self._seen: DeepState | None = None
        self._looking = asyncio.Lock()

    async def state(self) -> DeepState:
        """Never raises for a dependency: what does not answer is a level."""
        async with self._looking:
            now = self._clock()
            if self._seen is None or not timedelta(0) <= now - self._seen.at < FRESH:
                self._seen = await self._look(now)
            return self._seen

    async def _look(self, now: datetime) -> DeepState:
        instance = self._instance()
        checks = {"definitions": Level.OK if instance.definitions.all() else Level.DOWN}
        checks["certificate"] = certificate_level(instance.certificate_expires, now)
        try:
            async with asyncio.timeout(PATIENCE):
                queues, samples, heartbeats = await asyncio.gather(
                    instance.queues.look(),
                    latest_samples(instance.checks, instance.samples, now),
                    self._runs.heartbeats(),
                )
        except (TimeoutError, DependencyUnavailable):
            log.error("the storage does not answer a deep look")
            return DeepState(now, {**checks, "storage": Level.DOWN})
        checks |= {f"part-{name}": sample_level(sample, now) for name, sample in samples.items()}
        checks |= {"storage": Level.OK, "queue": queue_level(queues, now), "timers": timers_level(heartbeats, now)}
        return DeepState(now, checks, heartbeats, queues)


def sample_level(sample: Sample | None, now: datetime) -> Level:
    """Of a part by its newest sample. One that is down is `CARE`: what stops registrations is looked at itself."""
    if sample is None or now - sample.at > OLD_SAMPLE:
        return Level.UNKNOWN
    return Level.OK if sample.up else Level.CARE


def queue_level(queues: Sequence[QueueState], now: datetime) -> Level:
    """`DOWN` while nobody takes what stands at the front; `CARE` for what nobody could deliver."""
    poison = [queue for queue in queues if queue.name.endswith("-poison")]
    if any(queue.oldest is not None and now - queue.oldest > OLD_MESSAGE for queue in queues if queue not in poison):
        return Level.DOWN
    return Level.CARE if any(queue.waiting for queue in poison) else Level.OK


def timers_level(heartbeats: Mapping[str, Heartbeat], now: datetime) -> Level:
    """Of all timers: the worst."""
    pulses = {pulse(timer, heartbeats.get(name, Heartbeat()), now) for name, timer in TIMERS.items()}
    if Pulse.SILENT in pulses:
        return Level.DOWN
    if Pulse.FAILS in pulses:
        return Level.CARE
    return Level.UNKNOWN if Pulse.UNKNOWN in pulses else Level.OK


def certificate_level(expires: Callable[[], datetime], now: datetime) -> Level:
    """Of the certificate that targets know us by."""
    try:
        left = expires() - now
    except ValueError:
        return Level.DOWN
    if left <= timedelta(0):
        return Level.DOWN
    return Level.CARE if left < CERTIFICATE_SOON else Level.OK
