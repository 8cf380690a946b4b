"""What the local host meters: executions, and the memory of the instance for as long as any of them runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import logging
from pathlib import Path

from local.host.metering import GATEWAY, INSTANCE_MB, QUEUES, RESOURCE, WORKSPACE, LogMeter, Meter

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
    assert meter.metrics()[RESOURCE] == {
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
    assert Meter(tmp_path / "state" / "metering.json").metrics() == meter.metrics()
    assert meter.metrics()[RESOURCE]["OnDemandFunctionExecutionCount"] == {HOUR: 1.0}


def test_messages_calls_and_the_bytes_of_the_log_are_counted_by_the_hour(tmp_path: Path) -> None:
    now = HOUR.replace(minute=59)
    meter = Meter(tmp_path / "metering.json", lambda: now)
    record = logging.LogRecord("feltskema", logging.INFO, "", 1, "æøå %s", ("Aa",), None)
    LogMeter(meter).handle(record)
    meter.queue("PutMessage", 3)
    meter.queue("PutMessage", 0)
    now += timedelta(minutes=1)
    meter.queue("PutMessage")
    meter.call()
    next_hour = HOUR + timedelta(hours=1)
    assert meter.metrics()[QUEUES] == {"Transactions/PutMessage": {HOUR: 3.0, next_hour: 1.0}}
    assert meter.metrics()[GATEWAY] == {"Requests": {next_hour: 1.0}}
    assert meter.logs() == {WORKSPACE: {HOUR: 9.0}}
