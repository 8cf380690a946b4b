"""Timers: when they run, and what does not stop them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
import json
from pathlib import Path

import httpx
import pytest

from local.host.metering import RESOURCE, RESOURCES, WORKSPACE
from local.host.timers import schedule
from shared.adapters.azure_metrics import AzureMeters
from shared.domain.evaluation.periods import month_of
from shared.domain.ports import Patience
from shared.domain.text.time_format import danish_clock
from tests.local.host.process import HostProcess, host
from tests.waiting import until

pytestmark = pytest.mark.starts

START = datetime(2026, 11, 24, 12, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "due"),
    [
        ("30 * * * * *", "2026-11-24 12:00:30"),
        ("*/5 * * * *", "2026-11-24 12:05:00"),
        ("0 17 3 * * *", "2026-11-25 03:17:00"),
        ("0 0 8 1 * 1", "2027-02-01 08:00:00"),
        ("0 30 9 * 1 1-5", "2027-01-01 09:30:00"),
    ],
)
def test_schedules_have_seconds_first_and_day_and_weekday_must_both_hold(expression: str, due: str) -> None:
    assert f"{schedule(expression, START).get_next(datetime):%Y-%m-%d %H:%M:%S}" == due


def ran(app: HostProcess, name: str) -> int:
    return sum(entry["name"] == name for entry in app.record)


def test_timers(tmp_path: Path) -> None:
    (tmp_path / "timers").mkdir()
    (tmp_path / "timers" / "yearly.json").write_text(json.dumps({"last": "2025-06-01T00:00:00+00:00"}))
    with host("timers", tmp_path, TICK="* * * * * *") as app:
        until(lambda: ran(app, "tick") >= 3 and ran(app, "slow ends") >= 2)
        before = ran(app, "yearly")
        assert httpx.post(f"{app.url}/admin/functions/Yearly", json={}).status_code == 202
        assert httpx.post(f"{app.url}/admin/functions/nobody", json={}).status_code == 404
        until(lambda: ran(app, "yearly") > before)
        query = {
            "api-version": "2023-10-01",
            "timespan": "2026-01-01T00:00:00Z/2030-01-01T00:00:00Z",
            "interval": "P1D",
        }
        query |= {"metricnames": "OnDemandFunctionExecutionCount", "aggregation": "Total"}
        metered = httpx.get(f"{app.url}{RESOURCE}/providers/Microsoft.Insights/metrics", params=query).json()
        query_of_logs = (
            "Usage | where StartTime >= datetime(2026-01-01T00:00:00Z) and StartTime < datetime(2030-01-01T00:00:00Z)"
        )
        query_of_logs += " | summarize Hours = count(), Megabytes = sumif(Quantity, IsBillable)"
        logs = httpx.post(
            f"{app.url}{WORKSPACE}/api/query", params={"api-version": "2020-08-01"}, json={"query": query_of_logs}
        )
        record = app.record
    ((hours, megabytes),) = logs.json()["tables"][0]["rows"]
    assert hours >= 1, "the lines of the log are metered"
    assert 0 < megabytes < 1
    (series,) = metered["value"][0]["timeseries"]
    assert sum(day.get("total", 0) for day in series["data"]) >= 6, "each execution is metered, those that fail too"
    names = [entry["name"] for entry in record]
    ticks = [entry["at"] for entry in record if entry["name"] == "tick"]
    assert len(ticks) <= ticks[-1] - ticks[0] + 2, "each second, and each fails"
    runs = [name for name in names if name.startswith("slow")]
    assert runs == (["slow begins", "slow ends"] * len(runs))[: len(runs)], "never two at once"
    assert [entry["past_due"] for entry in record if entry["name"] == "yearly"] == [True, False]
    assert "never" not in names
    assert [entry["past_due"] for entry in record if entry["name"] == "at start"] == [False]
    last = json.loads((tmp_path / "timers" / "yearly.json").read_text())["last"]
    assert last > "2026"


def test_a_timer_that_a_setting_disables_runs_by_hand_alone(tmp_path: Path) -> None:
    with host("timers", tmp_path, TICK="* * * * * *", **{"AzureWebJobs.tick.Disabled": "true"}) as app:
        until(lambda: ran(app, "slow ends") >= 2)
        assert ran(app, "tick") == 0
        assert httpx.post(f"{app.url}/admin/functions/tick", json={}).status_code == 202
        until(lambda: ran(app, "tick") == 1)


def test_the_product_reads_the_meters_of_the_host(tmp_path: Path) -> None:
    with host("timers", tmp_path, TICK="* * * * * *") as app:
        until(lambda: ran(app, "tick") >= 2)
        assert httpx.get(f"{app.url}/api/nowhere").status_code == 404
        now = datetime.now(UTC)
        day = danish_clock(now)
        meters = AzureMeters(app.url, RESOURCES, None)
        readings = asyncio.run(meters.read(month_of(day.year, day.month), now + timedelta(hours=1), Patience()))
    shown = {entry.meter: entry.quantity for entry in readings.usage}
    assert list(readings.faults) == []
    assert shown["functions-executions"] >= 2
    assert shown["gateway-calls"] == 1
    assert shown["queue-messages"] == 0
    assert 0 < shown["logs-gb"] < Decimal("0.001")
    assert "storage-operations" not in shown, "nobody meters it on one machine: unknown, and not 0"
