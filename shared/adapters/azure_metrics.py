"""Reads the consumption from Azure Monitor's metrics, over its REST API with the app's managed identity.

The API: Microsoft Learn, "Metrics - List" (2023-10-01). Names, units and time grains of the metrics: "Supported metrics" of
Microsoft.Web/sites, Microsoft.Storage/storageAccounts, Microsoft.Storage/storageAccounts/queueServices and
Microsoft.ApiManagement/service. What logs are billed for is no metric: `log_usage` reads it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import httpx

from shared.adapters.connections import BRIEFLY_KEPT
from shared.adapters.log_usage import billed_gigabytes
from shared.adapters.resource_manager import Ask, ResourceManager
from shared.domain.evaluation.consumption import EXECUTION_UNITS_PER_GB_SECOND, Usage
from shared.domain.evaluation.periods import Period
from shared.domain.failures import OurFault, Unavailable
from shared.domain.ports import MeterReadings, Patience

if TYPE_CHECKING:
    from shared.adapters.identity import SharedIdentity

API_VERSION = "2023-10-01"
INTERVAL = "PT1H"
"""One hour, so that values can be summed over a Danish month, which begins at 22 or 23 o'clock in UTC; the API's days are in
UTC."""

TIMEOUT = 10.0
"""Seconds for one request: with a silent service a reading of two months still ends within the timer's five minutes."""

PIECE = timedelta(days=7)
"""The period of one request."""

GIGABYTE = 2**30
"""Capacity and bandwidth are billed in these (Azure, "Storage billing")."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric by its `name` in the API. `per` of its units are one unit of `meter`. An `Average` is the level during an hour:
    its mean by the hours that have passed is the consumption."""

    name: str
    meter: str
    per: int = 1
    aggregation: Literal["Total", "Average"] = "Total"


STORAGE_OPERATIONS = "storage-operations"
MESSAGE_PUT = "PutMessage"
"""The operation that puts a message, by its name in the dimension `ApiName`."""

_APP, _ACCOUNT, _GATEWAY, _WORKSPACE = (
    *("microsoft.web/sites", "microsoft.storage/storageaccounts", "microsoft.apimanagement/service"),
    "microsoft.operationalinsights/workspaces",
)
_QUEUES = f"{_ACCOUNT}/queueservices"
_BY_OPERATION = {_QUEUES: {"$filter": "ApiName eq '*'", "top": "200"}}
"""The queue service has some 30 operations, and of a metric by its dimension 10 series are answered unless more are asked for."""

METRICS: Mapping[str, Sequence[Metric]] = {
    _APP: (
        Metric("OnDemandFunctionExecutionCount", "functions-executions"),
        Metric("OnDemandFunctionExecutionUnits", "functions-gb-seconds", EXECUTION_UNITS_PER_GB_SECOND),
        Metric("AlwaysReadyFunctionExecutionCount", "functions-ready-executions"),
        Metric("AlwaysReadyFunctionExecutionUnits", "functions-ready-gb-seconds", EXECUTION_UNITS_PER_GB_SECOND),
        Metric("AlwaysReadyUnits", "functions-ready-baseline-gb-seconds", EXECUTION_UNITS_PER_GB_SECOND),
    ),
    _ACCOUNT: (
        Metric("Transactions", STORAGE_OPERATIONS),
        Metric("Egress", "egress-gb", GIGABYTE),
        Metric("UsedCapacity", "storage-gb-months", GIGABYTE, "Average"),
    ),
    _QUEUES: (Metric("Transactions", "queue-operations"),),
    _GATEWAY: (Metric("Requests", "gateway-calls"),),
    _WORKSPACE: (),
}
"""The metrics of a resource, by its type in lower case."""


def resource_type(resource: str) -> str:
    """The resource type in a resource's id, such as `microsoft.web/sites`. Raises `OurFault` for a type without meters here."""
    parts = resource.strip("/").lower().split("/")
    named = len(parts) in (8, 10) and parts[0] == "subscriptions" and parts[4] == "providers"
    kind = "/".join((parts[5], *parts[6::2])) if named else ""
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
        self._resources = resources
        self._manager = ResourceManager(base, identity, pause)

    async def read(self, month: Period, until: datetime, patience: Patience) -> MeterReadings:
        end = min(month.end, until.replace(minute=0, second=0, microsecond=0))
        by_type: dict[str, list[str]] = {}
        for resource in self._resources:
            by_type.setdefault(resource_type(resource), []).append(resource)
        read: dict[str, dict[str, Decimal]] = {}
        faults = []
        async with httpx.AsyncClient(trust_env=False, timeout=TIMEOUT, limits=BRIEFLY_KEPT) as client:
            ask = partial(self._manager.ask, client, patience)
            for kind, resources in by_type.items():
                try:
                    shown = [await _shown(ask, kind, resource, month, end) for resource in resources]
                    read[kind] = _together(shown)
                except Unavailable as fault:
                    # Without one of several resources a meter would show too little: none of its type counts then.
                    faults.append(f"{kind}: {fault.message}")
        faults += _without_queues(read, _QUEUES in by_type)
        usage = [Usage(meter, quantity) for used in read.values() for meter, quantity in used.items()]
        return MeterReadings(usage, faults)


def _without_queues(read: Mapping[str, dict[str, Decimal]], are_metered: bool) -> Sequence[str]:
    """Subtract the queue service's operations, which have a price of their own, from the account's, which count them too. Without
    the queues' the account's are unknown: they are left out, and that is reported."""
    account = read.get(_ACCOUNT, {})
    if STORAGE_OPERATIONS not in account:
        return []
    if are_metered and _QUEUES not in read:
        del account[STORAGE_OPERATIONS]
        return [f"{STORAGE_OPERATIONS} count the queues' too, and are unknown without them"]
    queues = sum(read.get(_QUEUES, {}).values(), Decimal(0))
    account[STORAGE_OPERATIONS] = max(Decimal(0), account[STORAGE_OPERATIONS] - queues)
    return []


async def _shown(
    ask: Ask, kind: str, resource: str, month: Period, end: datetime
) -> Sequence[tuple[str, Decimal | None]]:
    """What each meter of one resource shows; None: nothing."""
    if end <= month.start:
        return ()
    if kind == _WORKSPACE:
        return [("logs-gb", await billed_gigabytes(ask, resource, month.start, end))]
    passed = Decimal((end - month.start) // timedelta(minutes=1)) / month.minutes
    quantities: list[tuple[str, Decimal | None]] = []
    for aggregation in dict.fromkeys(metric.aggregation for metric in METRICS[kind]):
        metrics = {metric.name: metric for metric in METRICS[kind] if metric.aggregation == aggregation}
        query = {"metricnames": ",".join(metrics), "aggregation": aggregation, **_BY_OPERATION.get(kind, {})}
        levels: dict[str, list[Decimal]] = {name: [] for name in metrics}
        for piece in _pieces(month.start, end):
            for name, operation, values in await _values(ask, resource, piece, query):
                levels[name] += values
                if aggregation == "Total":
                    meter = "queue-messages" if operation == MESSAGE_PUT else metrics[name].meter
                    quantities.append((meter, sum(values, Decimal(0)) / metrics[name].per))
        if aggregation == "Average":
            for name, hourly in levels.items():
                level = sum(hourly, Decimal(0)) / len(hourly) * passed / metrics[name].per if hourly else None
                quantities.append((metrics[name].meter, level))
    return [*quantities, ("queue-messages", Decimal(0))] if kind == _QUEUES else quantities


async def _values(
    ask: Ask, resource: str, piece: tuple[datetime, datetime], query: Mapping[str, str]
) -> Sequence[tuple[str, str, Sequence[Decimal]]]:
    """The values of each metric's hours, by operation where the query asks for that."""
    span = "/".join(f"{moment:%Y-%m-%dT%H:%M:%SZ}" for moment in piece)
    parameters = {"api-version": API_VERSION, "timespan": span, "interval": INTERVAL, **query}
    path = f"{resource.strip('/')}/providers/Microsoft.Insights/metrics"
    answer = await ask(path, parameters)
    try:
        return list(_hours(answer, query["aggregation"].lower(), query["metricnames"].split(",")))
    except (LookupError, ValueError, TypeError, ArithmeticError) as error:
        raise Unavailable("unavailable", f"an answer that cannot be read: {type(error).__name__}") from None


def _together(shown: Iterable[Sequence[tuple[str, Decimal | None]]]) -> dict[str, Decimal]:
    """What the meters of several resources of a type show together; a meter that one of them knows nothing of is left out."""
    entries = [entry for resource in shown for entry in resource]
    unknown = {meter for meter, quantity in entries if quantity is None}
    used: dict[str, Decimal] = {}
    for meter, quantity in entries:
        if quantity is not None and meter not in unknown:
            used[meter] = used.get(meter, Decimal(0)) + quantity
    return used


def _hours(body: Any, aggregation: str, names: list[str]) -> Iterator[tuple[str, str, Sequence[Decimal]]]:
    """The values of each metric by its hours, and by the operation where it has one; an hour may have none. Raises `KeyError` for
    a metric that is missing from the response."""
    by_name = {metric["name"]["value"]: metric for metric in body["value"]}
    for name in names:
        metric = by_name[name]
        if metric.get("errorCode", "Success") != "Success":
            raise ValueError(metric["errorCode"])
        yield name, "", ()
        for series in metric["timeseries"]:
            operation = next((str(dimension["value"]) for dimension in series["metadatavalues"]), "")
            yield name, operation, [Decimal(str(hour[aggregation])) for hour in series["data"] if aggregation in hour]


def _pieces(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    while start < end:
        yield start, min(start + PIECE, end)
        start += PIECE
