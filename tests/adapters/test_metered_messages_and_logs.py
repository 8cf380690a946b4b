"""Messages and logs, read from a stand-in of Azure Monitor that refuses what the real one refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import httpx
import pytest

from local.host.throttling import ReadThrottle
from shared.adapters.azure_metrics import AzureMeters
from shared.adapters.identity import SharedIdentity
from shared.domain.ports import MeterReadings, Patience
from tests.adapters.monitored import TOKEN, Monitor
from tests.adapters.test_azure_metrics import APP, LATER, NOVEMBER, QUEUES, STORAGE, WORKSPACE, azure, identity

__all__ = ("azure", "identity")

pytestmark = pytest.mark.starts

HOURS = [NOVEMBER.start + timedelta(hours=hour) for hour in range(-48, 720 + 48)]


async def readings(azure: Monitor, identity: SharedIdentity | None, *resources: str) -> MeterReadings:
    return await AzureMeters(azure.url, resources, identity).read(NOVEMBER, LATER, Patience())


def shown(readings: MeterReadings) -> dict[str, Decimal]:
    return {entry.meter: entry.quantity for entry in readings.usage}


async def test_messages_and_what_else_is_done_with_queues_are_taken_out_of_the_accounts_operations(
    azure: Monitor, identity: SharedIdentity
) -> None:
    """Fifteen operations drawn at random, where ten are answered unless more are asked for; the account counts them all, and
    2 000 of tables and blobs beside them."""
    random = Random(3)
    names = ["GetMessages", "DeleteMessage", *(f"Operation{number}" for number in range(12)), "PutMessage"]
    drawn = {name: {hour: float(random.randrange(50)) for hour in HOURS} for name in names}
    totals = {hour: sum(series[hour] for series in drawn.values()) for hour in HOURS}
    totals[NOVEMBER.start] += 2000
    azure.resources = {
        STORAGE: {"Transactions": totals},
        QUEUES: {f"Transactions/{name}": series for name, series in drawn.items()},
    }
    month = [hour for hour in HOURS if NOVEMBER.start <= hour < NOVEMBER.end]
    truth = {name: sum(int(series[hour]) for hour in month) for name, series in drawn.items()}
    used = shown(await readings(azure, identity, STORAGE, QUEUES))
    assert used["queue-messages"] == truth["PutMessage"]
    assert used["queue-operations"] == sum(truth.values()) - truth["PutMessage"]
    assert used["storage-operations"] == 2000


async def test_the_volume_of_the_logs_is_that_of_the_danish_month(azure: Monitor, identity: SharedIdentity) -> None:
    azure.workspaces = {WORKSPACE: dict.fromkeys(HOURS, 2_500_000.0)}
    assert shown(await readings(azure, identity, WORKSPACE)) == {"logs-gb": Decimal("1.8")}  # 720 hours of 2.5 MB


async def test_a_table_that_shows_nothing_is_no_volume_of_0(azure: Monitor, identity: SharedIdentity) -> None:
    """Whoever lacks the right to a table is answered no rows, and not refused."""
    azure.workspaces, azure.resources = {WORKSPACE: {}}, {APP: {}}
    november = await readings(azure, identity, APP, WORKSPACE)
    assert "logs-gb" not in shown(november)
    assert "functions-executions" in shown(november)
    assert "Usage" in november.faults[0]


async def test_what_is_refused_is_unknown_and_the_rest_is_read(azure: Monitor, identity: SharedIdentity) -> None:
    azure.resources = {APP: {}, STORAGE: {"Transactions": {NOVEMBER.start: 70.0}}, QUEUES: {}}
    azure.refuses, azure.refuses_only = 403, QUEUES
    november = await readings(azure, identity, APP, STORAGE, QUEUES)
    assert "functions-executions" in shown(november)
    # The account's operations have the messages in them: priced so, they would be priced wrongly.
    assert {"storage-operations", "queue-messages", "queue-operations"}.isdisjoint(shown(november))
    assert "AuthorizationFailed" in november.faults[0]
    assert november.faults[1:] == ["storage-operations count the queues' too, and are unknown without them"]


async def test_one_of_two_accounts_is_no_reading_of_both(azure: Monitor, identity: SharedIdentity) -> None:
    azure.resources = {STORAGE: {"Transactions": {NOVEMBER.start: 70.0}}}
    november = await readings(azure, identity, STORAGE, f"{STORAGE}two")
    assert shown(november) == {}
    assert "ResourceNotFound" in november.faults[0]


async def test_a_query_of_the_logs_that_is_throttled_waits_as_it_is_asked(
    azure: Monitor, identity: SharedIdentity
) -> None:
    seconds = 0.0

    async def pause(wished: float) -> None:
        nonlocal seconds
        seconds += wished

    azure.throttle = ReadThrottle(1, 0.5, lambda: seconds)
    azure.throttle.wait()
    azure.workspaces = {WORKSPACE: {NOVEMBER.start: 1e9}}
    meters = AzureMeters(azure.url, [WORKSPACE], identity, pause)
    assert shown(await meters.read(NOVEMBER, LATER, Patience())) == {"logs-gb": 1}
    assert seconds == 2.0


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_logs_that_cannot_be_read_now_are_read_the_next_night(
    azure: Monitor, identity: SharedIdentity, status: int
) -> None:
    azure.resources = {APP: {}}
    azure.refuses, azure.refuses_only = status, WORKSPACE
    november = await readings(azure, identity, APP, WORKSPACE)
    assert "functions-executions" in shown(november)
    assert november.faults == [f"microsoft.operationalinsights/workspaces: HTTP {status}"]


async def test_a_table_that_is_hours_late_is_no_fault_on_a_months_first_day(
    azure: Monitor, identity: SharedIdentity
) -> None:
    azure.workspaces = {WORKSPACE: {}}
    meters = AzureMeters(azure.url, [WORKSPACE], identity)
    for hours, faults in ((4, 0), (23, 0), (25, 1)):
        november = await meters.read(NOVEMBER, NOVEMBER.start + timedelta(hours=hours), Patience())
        assert (shown(november), len(november.faults)) == ({}, faults)


async def test_the_first_hour_of_a_month_shows_nothing_yet(azure: Monitor, identity: SharedIdentity) -> None:
    meters = AzureMeters(azure.url, [STORAGE, QUEUES, WORKSPACE], identity)
    november = await meters.read(NOVEMBER, NOVEMBER.start + timedelta(minutes=50), Patience())
    assert (shown(november), list(november.faults)) == ({}, [])


GOOD = "Usage | where StartTime >= datetime(2026-11-01T00:00:00Z) and StartTime < datetime(2026-11-02T00:00:00Z)"
SUM = " | summarize Hours = count(), Megabytes = sumif(Quantity, IsBillable)"


@pytest.mark.parametrize(
    ("query", "body", "message"),
    [
        ({}, {"query": GOOD + SUM}, "MissingApiVersionParameter"),
        ({"api-version": "1999-01-01"}, {"query": GOOD + SUM}, "InvalidApiVersionParameter"),
        ({"api-version": "2020-08-01"}, {}, "BadArgumentError"),
        ({"api-version": "2020-08-01"}, {"query": f"{GOOD} | sumarize Hours = count()"}, "SyntaxError"),
    ],
)
async def test_the_stand_in_of_the_logs_refuses(
    azure: Monitor, query: dict[str, str], body: dict[str, str], message: str
) -> None:
    azure.workspaces = {WORKSPACE: {datetime(2026, 11, 1, tzinfo=UTC): 1e6}}
    address = f"{azure.url}{WORKSPACE}/api/query"
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        good = await client.post(address, params={"api-version": "2020-08-01"}, json={"query": GOOD + SUM})
        assert good.json()["tables"][0]["rows"] == [[1, 1.0]]
        refused = await client.post(address, params=query, json=body)
    assert refused.status_code == 400
    assert message in refused.text
