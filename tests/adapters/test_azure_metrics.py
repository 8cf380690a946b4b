"""What was consumed, read from a stand-in of Azure Monitor that refuses what the real one refuses."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

import httpx
import pytest

from shared.adapters.azure_metrics import METRICS, AzureMeters
from shared.adapters.identity import SharedIdentity
from shared.domain.evaluation.periods import month_of
from shared.domain.failures import OurFault
from shared.domain.ports import Patience
from tests.adapters.identity_endpoint import identity_endpoint
from tests.adapters.monitored import TOKEN, Monitor, monitored

pytestmark = pytest.mark.starts

GROUP = "/subscriptions/s/resourceGroups/rg-feltskema/providers"
APP = f"{GROUP}/Microsoft.Web/sites/func-feltskema"
STORAGE = f"{GROUP}/Microsoft.Storage/storageAccounts/stfeltskema"
QUEUES = f"{STORAGE}/queueServices/default"
WORKSPACE = f"{GROUP}/Microsoft.OperationalInsights/workspaces/log-feltskema"
GATEWAY = f"{GROUP}/Microsoft.ApiManagement/service/apim-feltskema"
OCTOBER, NOVEMBER = month_of(2026, 10), month_of(2026, 11)
LATER = datetime(2027, 1, 1, tzinfo=UTC)


@pytest.fixture
async def azure() -> AsyncIterator[Monitor]:
    async with monitored() as endpoint:
        yield endpoint


@pytest.fixture
async def identity(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SharedIdentity]:
    async with identity_endpoint() as endpoint:
        for name, value in endpoint.environment.items():
            monkeypatch.setenv(name, value)
        shared = SharedIdentity("client")
        yield shared
        await shared.close()
        assert {resource for resource, _ in endpoint.requests} <= {"https://management.azure.com"}


async def read(
    azure: Monitor, identity: SharedIdentity | None, *resources: str, **when: datetime
) -> dict[str, Decimal]:
    meters = AzureMeters(azure.url, resources, identity)
    readings = await meters.read(NOVEMBER, when.get("until", LATER), Patience())
    if readings.faults:
        raise OurFault("unavailable", "; ".join(readings.faults))
    return {entry.meter: entry.quantity for entry in readings.usage}


async def test_a_months_minutes_are_added_up_by_the_danish_month(azure: Monitor, identity: SharedIdentity) -> None:
    """Random minutes over three months; only those of November in Denmark count, of whatever length it is in UTC."""
    random = Random(11)
    executions: dict[datetime, float] = {}
    for _ in range(4000):
        at = NOVEMBER.start - timedelta(days=20) + timedelta(minutes=random.randrange(70 * 1440))
        executions[at] = float(random.randrange(1, 60))
    units = {at: count * 2048 * 130 for at, count in executions.items()}
    azure.resources = {
        APP: {"OnDemandFunctionExecutionCount": executions, "OnDemandFunctionExecutionUnits": units},
        GATEWAY: {"Requests": {NOVEMBER.end - timedelta(minutes=1): 7.0, NOVEMBER.end: 1000.0}},
    }
    truth = sum(int(count) for at, count in executions.items() if NOVEMBER.start <= at < NOVEMBER.end)
    used = await read(azure, identity, APP, GATEWAY)
    assert used["functions-executions"] == truth
    assert used["functions-gb-seconds"] == Decimal(truth * 2048 * 130) / 1_024_000
    assert used["functions-ready-executions"] == 0
    assert used["gateway-calls"] == 7


async def test_capacity_is_a_state_and_counts_by_the_hours_that_have_passed(
    azure: Monitor, identity: SharedIdentity
) -> None:
    """2 and 4 GB in turn, for 360 of November's 720 hours, of which every tenth was not told."""
    hours = {NOVEMBER.start + timedelta(hours=hour): (2.0 + hour % 2 * 2) * 2**30 for hour in range(360)}
    for hour in range(0, 360, 20):
        del hours[NOVEMBER.start + timedelta(hours=hour)], hours[NOVEMBER.start + timedelta(hours=hour + 1)]
    azure.resources = {STORAGE: {"UsedCapacity": hours, "Transactions": {NOVEMBER.start: 12_345.0}}}
    used = await read(azure, identity, STORAGE, until=NOVEMBER.start + timedelta(hours=360))
    assert used["storage-gb-months"] == Decimal("1.5")
    assert used["storage-operations"] == 12_345


async def test_a_capacity_that_was_never_told_is_unknown_and_not_0(azure: Monitor, identity: SharedIdentity) -> None:
    azure.resources = {STORAGE: {"UsedCapacity": {NOVEMBER.start: 2.0**30}}, f"{STORAGE}two": {}}
    used = await read(azure, identity, STORAGE, f"{STORAGE}two")
    assert "storage-gb-months" not in used
    assert used["storage-operations"] == 0


async def test_of_a_month_that_runs_whole_hours_are_read(azure: Monitor, identity: SharedIdentity) -> None:
    until = datetime(2026, 11, 3, 10, 40, tzinfo=UTC)
    counts = {until.replace(minute=minute): 1.0 for minute in (0, 39)} | {until.replace(hour=9, minute=59): 1.0}
    azure.resources = {GATEWAY: {"Requests": counts}}
    assert await read(azure, identity, GATEWAY, until=until) == {"gateway-calls": 1}


async def test_without_an_identity_or_its_right_the_operator_is_told_so(
    azure: Monitor, identity: SharedIdentity
) -> None:
    azure.resources = {APP: {}}
    with pytest.raises(OurFault, match=r"HTTP 401.*AuthenticationFailed"):
        await read(azure, None, APP)
    azure.refuses = 403
    with pytest.raises(OurFault, match=r"HTTP 403.*AuthorizationFailed"):
        await read(azure, identity, APP)


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_what_passes_is_tried_the_next_night(azure: Monitor, identity: SharedIdentity, status: int) -> None:
    azure.resources = {APP: {}, GATEWAY: {"Requests": {NOVEMBER.start: 7.0}}}
    azure.refuses, azure.refuses_only = status, APP
    november = await AzureMeters(azure.url, [APP, GATEWAY], identity).read(NOVEMBER, LATER, Patience())
    assert [(entry.meter, entry.quantity) for entry in november.usage] == [("gateway-calls", Decimal(7))]
    assert november.faults == [f"microsoft.web/sites: HTTP {status}"]


@pytest.mark.parametrize("resource", ["", "/subscriptions/s", f"{GROUP}/Microsoft.Sql/servers/s", f"{APP}/slots/x"])
async def test_what_has_no_meters_is_named_with_its_setting(azure: Monitor, resource: str) -> None:
    with pytest.raises(OurFault, match="METERED_RESOURCES"):
        await read(azure, None, resource)


async def test_a_resource_that_is_gone_is_told(azure: Monitor, identity: SharedIdentity) -> None:
    with pytest.raises(OurFault, match=r"HTTP 404.*ResourceNotFound"):
        await read(azure, identity, APP)


GOOD = {
    "api-version": "2023-10-01",
    "timespan": "2026-11-01T00:00:00Z/2026-11-02T00:00:00Z",
    "interval": "PT1H",
    "metricnames": "Transactions,Egress",
    "aggregation": "Total",
}


@pytest.mark.parametrize(
    ("instead", "message"),
    [
        ({"api-version": ""}, "InvalidApiVersionParameter"),
        ({"api-version": None}, "MissingApiVersionParameter"),
        ({"timespan": "2026-11-02T00:00:00Z/2026-11-01T00:00:00Z"}, "start time cannot be later"),
        ({"timespan": "PT24H"}, "Invalid time interval input"),
        ({"interval": "PT7M"}, "invalid time grain input: PT7M"),
        ({"metricnames": "UsedCapacity", "aggregation": "Average", "interval": "PT1M"}, "begin at PT1H"),
        ({"metricnames": "Requests"}, "Failed to find metric configuration for provider: Microsoft.Storage"),
        ({"metricnames": ""}, "Between 1 and 20 metrics"),
        ({"metricnames": "UsedCapacity"}, "does not support requested aggregation"),
        ({"$filter": "ApiName = 'PutMessage'"}, "Invalid filter"),
        ({"$filter": "Colour eq '*'"}, "does not support requested dimension combination: colour"),
    ],
)
async def test_the_stand_in_refuses_what_the_real_one_refuses(
    azure: Monitor, instead: dict[str, str | None], message: str
) -> None:
    azure.resources = {STORAGE: {}}
    settings_in_use = {name: value for name, value in {**GOOD, **instead}.items() if value is not None}
    address = f"{azure.url}{STORAGE}/providers/Microsoft.Insights/metrics"
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {TOKEN}"}) as client:
        assert (await client.get(address, params=GOOD)).status_code == 200
        answer = await client.get(address, params=settings_in_use)
    assert answer.status_code == 400
    assert message in answer.text


async def test_every_metric_that_is_read_is_one_that_there_is(azure: Monitor, identity: SharedIdentity) -> None:
    azure.resources = {APP: {}, STORAGE: {"UsedCapacity": {NOVEMBER.start: 0.0}}, QUEUES: {}, GATEWAY: {}}
    azure.workspaces = {WORKSPACE: {NOVEMBER.start: 0.0}}
    used = await read(azure, identity, APP, STORAGE, QUEUES, GATEWAY, WORKSPACE)
    metrics = {metric.meter for metrics in METRICS.values() for metric in metrics}
    assert set(used) == metrics | {"queue-messages", "logs-gb"}
