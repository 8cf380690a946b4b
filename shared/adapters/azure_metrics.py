"""Reads the consumption from Azure Monitor's metrics, over its REST API with the app's managed identity.

The API: Microsoft Learn, "Metrics - List" (2023-10-01). Names, units and time grains of the metrics: "Supported metrics" of
Microsoft.Web/sites, Microsoft.Storage/storageAccounts and Microsoft.ApiManagement/service. No metric of a Log Analytics workspace
says what its logs are billed for: that is on the bill only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import httpx

from shared.adapters.connections import BRIEFLY_KEPT
from shared.domain.evaluation.consumption import EXECUTION_UNITS_PER_GB_SECOND, Usage
from shared.domain.evaluation.periods import Period
from shared.domain.failures import OurFault, Unavailable

if TYPE_CHECKING:
    from shared.adapters.identity import SharedIdentity

API_VERSION = "2023-10-01"
INTERVAL = "PT1H"
"""One hour, so that values can be summed over a Danish month, which begins at 22 or 23 o'clock in UTC; the API's days are in
UTC."""

TRIES = 4
"""Tries of one request. Azure Resource Manager allows an identity 250 reads at once, and 25 more each second."""

MAX_PAUSE = 60.0
"""The longest pause in seconds that is waited for. After a longer one the meters are read again the next night."""

PIECE = timedelta(days=7)
"""The period of one request."""

GIGABYTE = 2**30
"""Capacity and bandwidth are billed in these (Azure, "Storage billing")."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric by its `name` in the API. `per` of its units are one unit of `meter`. An `Average` is the level during an hour:
    the sum over the hours is the consumption."""

    name: str
    meter: str
    per: int = 1
    aggregation: Literal["Total", "Average"] = "Total"


METRICS: Mapping[str, Sequence[Metric]] = {
    "microsoft.web/sites": (
        Metric("OnDemandFunctionExecutionCount", "functions-executions"),
        Metric("OnDemandFunctionExecutionUnits", "functions-gb-seconds", EXECUTION_UNITS_PER_GB_SECOND),
        Metric("AlwaysReadyFunctionExecutionCount", "functions-ready-executions"),
        Metric("AlwaysReadyFunctionExecutionUnits", "functions-ready-gb-seconds", EXECUTION_UNITS_PER_GB_SECOND),
        Metric("AlwaysReadyUnits", "functions-ready-baseline-gb-seconds", EXECUTION_UNITS_PER_GB_SECOND),
    ),
    "microsoft.storage/storageaccounts": (
        Metric("Transactions", "storage-operations"),
        Metric("Egress", "egress-gb", GIGABYTE),
        Metric("UsedCapacity", "storage-gb-months", GIGABYTE, "Average"),
    ),
    "microsoft.apimanagement/service": (Metric("Requests", "gateway-calls"),),
}
"""The metrics of a resource, by its type in lower case."""


def resource_type(resource: str) -> str:
    """The resource type in a resource's id, such as `microsoft.web/sites`. Raises `OurFault` for a type without meters here."""
    parts = resource.strip("/").lower().split("/")
    kind = "/".join(parts[5:7]) if len(parts) == 8 and parts[0] == "subscriptions" and parts[4] == "providers" else ""
    if kind not in METRICS:
        raise OurFault("unavailable", f"METERED_RESOURCES: {resource} is none of {', '.join(METRICS)}")
    return kind


class AzureMeters:
    """Implements `UsageMeters`. `base` is the address of Azure Resource Manager; `resources` are the ids of the metered
    resources."""

    def __init__(
        self,
        base: str,
        resources: Sequence[str],
        identity: SharedIdentity | None,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._pause = pause
        self._base = base.rstrip("/")
        self._resources = resources
        self._identity = identity

    async def read(self, month: Period, until: datetime) -> Sequence[Usage]:
        end = min(month.end, until.replace(minute=0, second=0, microsecond=0))
        hours = Decimal(month.minutes) / 60
        used: dict[str, Decimal] = {}
        async with httpx.AsyncClient(trust_env=False, timeout=20, limits=BRIEFLY_KEPT) as client:
            for resource in self._resources:
                metrics = METRICS[resource_type(resource)]
                for aggregation in dict.fromkeys(metric.aggregation for metric in metrics):
                    by_name = {metric.name: metric for metric in metrics if metric.aggregation == aggregation}
                    for piece in _pieces(month.start, end):
                        for name, total in await self._totals(client, resource, piece, list(by_name), aggregation):
                            metric = by_name[name]
                            divisor = metric.per * (hours if aggregation == "Average" else 1)
                            used[metric.meter] = used.get(metric.meter, Decimal(0)) + total / divisor
        return [Usage(meter, quantity) for meter, quantity in used.items()]

    async def _totals(
        self, client: httpx.AsyncClient, resource: str, piece: tuple[datetime, datetime], names: list[str], kind: str
    ) -> Sequence[tuple[str, Decimal]]:
        """Each metric's sum over the hours of `piece`, a part of the month."""
        parameters = {
            "api-version": API_VERSION,
            "timespan": "/".join(f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in piece),
            "interval": INTERVAL,
            "metricnames": ",".join(names),
            "aggregation": kind,
        }
        address = f"{self._base}/{resource.strip('/')}/providers/Microsoft.Insights/metrics"
        answer = await self._answer(client, address, parameters)
        _refuse_failure(answer)
        try:
            return list(_sums(answer.json(), kind.lower(), names))
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            raise Unavailable("unavailable", f"an answer that cannot be read: {type(error).__name__}") from None

    async def _answer(self, client: httpx.AsyncClient, address: str, parameters: Mapping[str, str]) -> httpx.Response:
        """The response to one request, sent again after the pause that a throttling service asks for."""
        for tries in range(TRIES):
            try:
                answer = await client.get(address, params=parameters, headers=await self._authorization())
            except (httpx.HTTPError, OSError) as error:
                raise Unavailable("unavailable", type(error).__name__) from None
            wished = answer.headers.get("Retry-After", "")
            if answer.status_code != 429 or tries == TRIES - 1 or not wished.isdecimal() or float(wished) > MAX_PAUSE:
                break
            # The service may ask for a pause of 0 seconds and then refuse again at once.
            await self._pause(max(float(wished), 2.0**tries))
        return answer

    async def _authorization(self) -> dict[str, str]:
        if self._identity is None:
            return {}
        from azure.core.exceptions import AzureError

        try:
            token = await self._identity.get_token_info("https://management.azure.com/.default")
        except AzureError as error:
            raise Unavailable("unavailable", f"no token: {type(error).__name__}") from None
        return {"Authorization": f"Bearer {token.token}"}


def _refuse_failure(answer: httpx.Response) -> None:
    if answer.status_code == 200:
        return
    if answer.status_code in (400, 401, 403, 404):
        # The service's message names the metric, the time grain or the missing permission, and no personal data.
        raise OurFault("unavailable", f"HTTP {answer.status_code}: {answer.text[:500]}")
    raise Unavailable("unavailable", f"HTTP {answer.status_code}")


def _sums(body: Any, aggregation: str, names: list[str]) -> Iterator[tuple[str, Decimal]]:
    """The sum of each metric over its hours. An hour without a value counts as zero. Raises `KeyError` for a metric that is
    missing from the response."""
    by_name = {metric["name"]["value"]: metric for metric in body["value"]}
    for name in names:
        metric = by_name[name]
        if metric.get("errorCode", "Success") != "Success":
            raise ValueError(metric["errorCode"])
        hours = [hour for series in metric["timeseries"] for hour in series["data"]]
        yield name, sum((Decimal(str(hour[aggregation])) for hour in hours if aggregation in hour), Decimal(0))


def _pieces(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        yield start, min(start + PIECE, end)
        start += PIECE
