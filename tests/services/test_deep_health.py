"""The deep look: what it calls down, and how seldom it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from shared.adapters.memory.operations import MemoryHolds
from shared.adapters.memory.registrations import MemoryRegistrations
from shared.adapters.memory.samples import MemorySamples
from shared.adapters.memory.timers import MemoryTimerRuns
from shared.domain.ports import QueueState, Sample
from shared.domain.problems import DependencyUnavailable
from shared.domain.timers import TIMERS, TimerRun
from shared.services.deep_health import DeepHealth, Level
from shared.services.instance_status import Instance
from tests.examples import NOW, Clock
from tests.shipped import SHIPPED


class Queues:
    """The queues as they are told; counts how often they are asked."""

    def __init__(self) -> None:
        self.states: Sequence[QueueState] = (QueueState("registrations", 0, None),)
        self.looks = 0
        self.down = False

    async def queue_states(self) -> Sequence[QueueState]:
        self.looks += 1
        if self.down:
            raise DependencyUnavailable("storage-unavailable")
        return self.states


class Surroundings:
    """An instance where all is well, until a test says otherwise."""

    def __init__(self) -> None:
        self.clock, self.queues, self.samples, self.runs = Clock(), Queues(), MemorySamples(), MemoryTimerRuns()
        self.instance = Instance(
            definitions=SHIPPED,
            registrations=MemoryRegistrations(),
            queues=self.queues,
            holds=MemoryHolds(),
            samples=self.samples,
            checks=("broker", "fasit"),
            faults=list,
            certificate_expires=lambda: NOW + timedelta(days=200),
            gateway_checked=True,
        )
        self.deep = DeepHealth(lambda: self.instance, self.runs, self.clock)

    async def well(self) -> None:
        for name in TIMERS:
            await self.runs.ended(TimerRun(name, self.clock.now, self.clock.now))
        for check in self.instance.checks:
            await self.samples.save(Sample(check, self.clock.now, True, 40))

    async def checks(self) -> dict[str, str]:
        return {name: level.value for name, level in (await self.deep.state()).checks.items()}


@pytest.fixture
async def around() -> Surroundings:
    around = Surroundings()
    await around.well()
    return around


ALL_WELL = dict.fromkeys(
    ("definitions", "certificate", "storage", "queue", "timers", "part-broker", "part-fasit"), Level.OK.value
)


async def test_a_healthy_instance_has_every_check_ok(around: Surroundings) -> None:
    assert await around.checks() == ALL_WELL
    assert not (await around.deep.state()).down


async def test_however_many_ask_it_looks_once_each_ten_seconds(around: Surroundings) -> None:
    for _ in range(50):
        await around.deep.state()
    around.clock.pass_(seconds=9)
    await around.deep.state()
    assert around.queues.looks == 1
    around.clock.pass_(seconds=1)
    await around.deep.state()
    assert around.queues.looks == 2


async def test_a_timer_that_stopped_is_down_though_everything_else_goes_on(around: Surroundings) -> None:
    around.clock.pass_(minutes=6)
    await around.runs.ended(TimerRun("probe_dependencies", around.clock.now, around.clock.now))
    await around.runs.ended(TimerRun("run_upkeep", around.clock.now, around.clock.now))
    assert (await around.checks())["timers"] == "down"
    assert (await around.deep.state()).down


async def test_a_part_that_is_down_or_not_sampled_is_told_and_stops_nobody(around: Surroundings) -> None:
    around.clock.pass_(minutes=1)
    await around.samples.save(Sample("fasit", around.clock.now, False, 10_000, "no answer in 10 s"))
    assert (await around.checks())["part-fasit"] == "care"
    around.clock.pass_(minutes=4)
    checks = await around.checks()
    assert (checks["part-fasit"], checks["part-broker"]) == ("unknown", "unknown")
    assert not (await around.deep.state()).down


@pytest.mark.parametrize(
    ("minutes", "poison", "level"), [(9, 0, "ok"), (11, 0, "down"), (0, 1, "care"), (11, 1, "down")]
)
async def test_a_message_that_nobody_takes_is_down_and_a_poisoned_one_needs_somebody(
    around: Surroundings, minutes: int, poison: int, level: str
) -> None:
    around.queues.states = (
        QueueState("registrations", 1, NOW - timedelta(minutes=minutes)),
        QueueState("registrations-poison", poison, NOW - timedelta(days=3) if poison else None),
    )
    assert (await around.checks())["queue"] == level


@pytest.mark.parametrize(("days", "level"), [(200, "ok"), (13, "care"), (0, "down"), (-1, "down")])
async def test_the_certificates_level_follows_the_days_that_it_has_left(
    around: Surroundings, days: int, level: str
) -> None:
    around.instance = replace(around.instance, certificate_expires=lambda: NOW + timedelta(days=days))
    assert (await around.checks())["certificate"] == level


async def test_a_certificate_that_cannot_be_read_is_down(around: Surroundings) -> None:
    def unreadable() -> datetime:
        raise ValueError("no PEM")

    around.instance = replace(around.instance, certificate_expires=unreadable)
    assert (await around.checks())["certificate"] == "down"


async def test_a_storage_that_is_down_is_said_and_nothing_raised(around: Surroundings) -> None:
    around.queues.down = True
    assert await around.checks() == {"definitions": "ok", "certificate": "ok", "storage": "down"}
