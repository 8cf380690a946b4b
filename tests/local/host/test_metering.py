"""What the local host meters: executions, and the memory of the instance for as long as any of them runs."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from local.host.metering import INSTANCE_MB, Meter

HOUR = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)


class Ticks:
    """A clock in seconds that is moved by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_executions_at_the_same_time_are_billed_once_for_their_time(tmp_path: Path) -> None:
    """From 0 to 3 s one, from 1 to 2 s another; then a pause, and one of 0.5 s: three executions, 3.5 s of the instance."""
    ticks = Ticks()
    meter = Meter(tmp_path / "metering.json", lambda: HOUR.replace(minute=5), ticks)
    with meter.execution():
        ticks.now += 1
        with meter.execution():
            ticks.now += 1
        ticks.now += 1
    ticks.now += 60
    with meter.execution():
        ticks.now += 0.5
    assert meter.series() == {
        "OnDemandFunctionExecutionCount": {HOUR: 3.0},
        "OnDemandFunctionExecutionUnits": {HOUR: 3500.0 * INSTANCE_MB},
    }


def test_one_that_fails_is_counted_and_what_was_counted_outlives_the_host(tmp_path: Path) -> None:
    ticks = Ticks()
    meter = Meter(tmp_path / "state" / "metering.json", lambda: HOUR, ticks)
    try:
        with meter.execution():
            ticks.now += 2
            raise RuntimeError
    except RuntimeError:
        pass
    assert Meter(tmp_path / "state" / "metering.json").series() == meter.series()
    assert meter.series()["OnDemandFunctionExecutionCount"] == {HOUR: 1.0}
