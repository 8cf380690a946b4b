"""Azure Resource Manager throttles: how long the reading of the meters waits, and what it gives up."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from local.host.throttling import ReadThrottle
from shared.adapters.azure_metrics import AzureMeters
from shared.adapters.identity import SharedIdentity
from shared.domain.ports import Patience
from tests.adapters.monitored import Monitor
from tests.adapters.test_azure_metrics import APP, GATEWAY, LATER, NOVEMBER, OCTOBER, azure, identity

__all__ = ("azure", "identity")

pytestmark = pytest.mark.starts


async def test_who_is_throttled_waits_as_long_as_is_asked_and_reads_the_whole_month(
    azure: Monitor, identity: SharedIdentity
) -> None:
    """Two reads at once and one each four seconds after that, on a clock that the pauses move."""
    seconds = 0.0
    pauses: list[float] = []

    async def pause(wished: float) -> None:
        nonlocal seconds
        pauses.append(wished)
        seconds += wished

    azure.throttle = ReadThrottle(2, 0.25, lambda: seconds)
    hours = {NOVEMBER.start + timedelta(hours=hour): 1.0 for hour in range(720)}
    azure.resources = {GATEWAY: {"Requests": hours}}
    meters = AzureMeters(azure.url, [GATEWAY], identity, pause)
    assert [entry.quantity for entry in (await meters.read(NOVEMBER, LATER, Patience())).usage] == [720]
    # Five pieces of a week: two at once, three after a pause each.
    assert pauses == [4.0, 4.0, 4.0]


async def test_a_service_that_goes_on_refusing_is_left_until_the_next_night(
    azure: Monitor, identity: SharedIdentity
) -> None:
    pauses: list[float] = []

    async def pause(wished: float) -> None:
        pauses.append(wished)

    azure.throttle = ReadThrottle(0, 0.25, lambda: 0.0)
    azure.resources = {GATEWAY: {"Requests": {}}}
    meters = AzureMeters(azure.url, [GATEWAY], identity, pause)
    assert (await meters.read(NOVEMBER, LATER, Patience())).faults == ["microsoft.apimanagement/service: HTTP 429"]
    assert pauses == [4.0, 4.0, 4.0]
    azure.throttle = ReadThrottle(0, 0.01, lambda: 0.0)
    assert (await meters.read(NOVEMBER, LATER, Patience())).faults == ["microsoft.apimanagement/service: HTTP 429"]
    # A hundred seconds are more than the night's work waits for.
    assert len(pauses) == 3


async def test_all_requests_of_a_night_wait_for_a_minute_together(azure: Monitor, identity: SharedIdentity) -> None:
    """One read each twelve seconds: the app is read with four pauses; nothing is left for the gateway, of either month."""
    seconds = 0.0

    async def pause(wished: float) -> None:
        nonlocal seconds
        seconds += wished

    azure.throttle = ReadThrottle(1, 1 / 12, lambda: seconds)
    azure.resources = {APP: {}, GATEWAY: {"Requests": {}}}
    meters, patience = AzureMeters(azure.url, [APP, GATEWAY], identity, pause), Patience()
    november = await meters.read(NOVEMBER, LATER, patience)
    assert {entry.meter.partition("-")[0] for entry in november.usage} == {"functions"}
    assert november.faults == ["microsoft.apimanagement/service: HTTP 429"]
    assert len((await meters.read(OCTOBER, LATER, patience)).faults) == 2
    assert seconds <= 60


async def test_the_stand_in_refuses_as_the_real_one_does(azure: Monitor) -> None:
    azure.throttle = ReadThrottle(1, 0.25, lambda: 0.0)
    async with httpx.AsyncClient(trust_env=False) as client:
        address = f"{azure.url}{GATEWAY}/providers/Microsoft.Insights/metrics"
        assert (await client.get(address)).status_code == 401
        refused = await client.get(address)
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "4")
    assert refused.json()["error"]["code"] == "SubscriptionRequestsThrottled"
    assert "Please try again after '4' seconds." in refused.json()["error"]["message"]
