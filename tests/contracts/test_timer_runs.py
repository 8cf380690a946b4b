"""What every store of the timers' heartbeats does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.adapters.memory.timers import MemoryTimerRuns
from shared.adapters.timers_table import TableTimerRuns
from shared.domain.ports import TimerRuns
from shared.domain.timers import Heartbeat, StartedRun, TimerRun
from tests.examples import NOW
from tests.servers import Servers

MINUTE = timedelta(minutes=1)


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def runs(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[TimerRuns]:
    if request.param == "memory":
        yield MemoryTimerRuns()
        return
    table = TableTimerRuns(servers.account_of(request.param))
    yield table
    await table.close()


def run(number: int = 0, failed: str = "", timer: str = "sweep_registrations", by: str = "") -> TimerRun:
    return TimerRun(timer, NOW + number * MINUTE, NOW + number * MINUTE + timedelta(seconds=3), failed, by)


async def test_the_newest_run_of_each_kind_is_told(runs: TimerRuns) -> None:
    assert await runs.heartbeats() == {}
    for ended in (run(0), run(1, "outbox: ValueError"), run(2), run(2, timer="probe_dependencies", by="Dorte Holm")):
        await runs.ended(ended)
    assert await runs.heartbeats() == {
        "sweep_registrations": Heartbeat(run(2), run(1, "outbox: ValueError")),
        "probe_dependencies": Heartbeat(run(2, timer="probe_dependencies", by="Dorte Holm")),
    }


async def test_who_started_one_is_kept_newest_first(runs: TimerRuns) -> None:
    started = [
        StartedRun("sweep_registrations", NOW + number * MINUTE, "Dorte Holm", f"Timeren står stille, nr. {number}")
        for number in range(3)
    ]
    for entry in started:
        await runs.started(entry)
    assert list(await runs.trail()) == started[::-1]
    assert await runs.heartbeats() == {}
