"""Reports the health of the instance in more detail than `ready`: storage, queue, timers, certificate, and each dependency's
newest sample.

The dependencies themselves are probed each minute by a timer and not by this call: an anonymous caller who asks often costs a few
storage reads, at most every ten seconds.
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
"""How long an answer is reused."""

PATIENCE = 5.0
"""Seconds after which storage that does not answer counts as down."""

OLD_SAMPLE = timedelta(minutes=3)
"""A sample older than this says nothing about the present."""

OLD_MESSAGE = timedelta(minutes=10)
"""When the message at the front of the queue is older than this, no worker is taking messages."""

CERTIFICATE_SOON = timedelta(days=14)
"""How long before the certificate expires its renewal becomes urgent."""


class Level(StrEnum):
    """How serious a finding is. `CARE`: somebody must act soon, or a dependency of others is down. `DOWN`: registrations are held
    up. `UNKNOWN`: there is no reading."""

    OK = "ok"
    CARE = "care"
    DOWN = "down"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DeepState:
    """The health of the instance. `checks` by name; `heartbeats` and `queues` are the readings behind two of them."""

    at: datetime
    checks: Mapping[str, Level]
    heartbeats: Mapping[str, Heartbeat] = field(default_factory=dict)
    queues: Sequence[QueueState] = ()

    @property
    def down(self) -> bool:
        """Whether anything holds registrations up."""
        return Level.DOWN in self.checks.values()


class DeepHealth:
    """Reads the health and reuses the answer while it is fresh; concurrent callers share one reading."""

    def __init__(self, instance: Callable[[], Instance], runs: TimerRuns, clock: Callable[[], datetime]) -> None:
        self._instance, self._runs, self._clock = instance, runs, clock
        self._state: DeepState | None = None
        self._reading = asyncio.Lock()

    async def state(self) -> DeepState:
        """Read the health. Never raises for a dependency: one that does not answer is shown by its level."""
        async with self._reading:
            now = self._clock()
            if self._state is None or not timedelta(0) <= now - self._state.at < FRESH:
                self._state = await self._read(now)
            return self._state

    async def _read(self, now: datetime) -> DeepState:
        instance = self._instance()
        checks = {"definitions": Level.OK if instance.definitions.all() else Level.DOWN}
        checks["certificate"] = certificate_level(instance.certificate_expires, now)
        try:
            async with asyncio.timeout(PATIENCE):
                queues, samples, heartbeats = await asyncio.gather(
                    instance.queues.queue_states(),
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
    """The level of a dependency by its newest sample. One that is down is `CARE`: whether registrations are held up is measured
    directly."""
    if sample is None or now - sample.at > OLD_SAMPLE:
        return Level.UNKNOWN
    return Level.OK if sample.up else Level.CARE


def queue_level(queues: Sequence[QueueState], now: datetime) -> Level:
    """`DOWN` while nobody takes the message at the front; `CARE` while there are poison messages."""
    poison = [queue for queue in queues if queue.name.endswith("-poison")]
    if any(queue.oldest is not None and now - queue.oldest > OLD_MESSAGE for queue in queues if queue not in poison):
        return Level.DOWN
    return Level.CARE if any(queue.waiting for queue in poison) else Level.OK


def timers_level(heartbeats: Mapping[str, Heartbeat], now: datetime) -> Level:
    """The level of all timers together: that of the worst."""
    pulses = {pulse(timer, heartbeats.get(name, Heartbeat()), now) for name, timer in TIMERS.items()}
    if Pulse.SILENT in pulses:
        return Level.DOWN
    if Pulse.FAILS in pulses:
        return Level.CARE
    return Level.UNKNOWN if Pulse.UNKNOWN in pulses else Level.OK


def certificate_level(expires: Callable[[], datetime], now: datetime) -> Level:
    """The level of the client certificate by which targets identify us."""
    try:
        remaining = expires() - now
    except ValueError:
        return Level.DOWN
    if remaining <= timedelta(0):
        return Level.DOWN
    return Level.CARE if remaining < CERTIFICATE_SOON else Level.OK
