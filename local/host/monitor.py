"""Azure Monitor's metrics as their REST API answers and refuses ("Metrics - List" of Microsoft Learn, version 2023-10-01; the
words of refusals as clients in public code meet them: microsoft/azure-monitor's answers read by checkmk's and Grafana's
clients). What logs are billed for is asked for elsewhere: `log_queries`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
import re
from typing import Any

API_VERSIONS = ("2018-01-01", "2019-07-01", "2021-05-01", "2023-10-01", "2024-02-01")
INTERVALS = {
    "PT1M": timedelta(minutes=1),
    "PT5M": timedelta(minutes=5),
    "PT15M": timedelta(minutes=15),
    "PT30M": timedelta(minutes=30),
    "PT1H": timedelta(hours=1),
    "PT6H": timedelta(hours=6),
    "PT12H": timedelta(hours=12),
    "P1D": timedelta(days=1),
}
MOST_NAMES = 20
METRICS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "Microsoft.Web/sites": {
        name: ("total", "PT1M")
        for name in (
            *("OnDemandFunctionExecutionCount", "OnDemandFunctionExecutionUnits", "AlwaysReadyFunctionExecutionCount"),
            *("AlwaysReadyFunctionExecutionUnits", "AlwaysReadyUnits", "Requests"),
        )
    },
    "Microsoft.Storage/storageAccounts": {
        "Transactions": ("total", "PT1M"),
        "Ingress": ("total", "PT1M"),
        "Egress": ("total", "PT1M"),
        "UsedCapacity": ("average", "PT1H"),
    },
    "Microsoft.Storage/storageAccounts/queueServices": {
        "Transactions": ("total", "PT1M"),
        "Ingress": ("total", "PT1M"),
        "Egress": ("total", "PT1M"),
        "QueueCapacity": ("average", "PT1H"),
        "QueueMessageCount": ("average", "PT1H"),
    },
    "Microsoft.ApiManagement/service": {"Requests": ("total", "PT1M"), "Capacity": ("average", "PT1M")},
}
"""Of a type of resource each metric's aggregation and its shortest time grain ("Supported metrics")."""

DIMENSIONS: Mapping[tuple[str, str], Sequence[str]] = {
    ("Microsoft.Storage/storageAccounts/queueServices", name): ("ResponseType", "GeoType", "ApiName", "Authentication")
    for name in ("Transactions", "Ingress", "Egress")
}
"""The dimensions of those metrics that are told by one."""

MOST_SERIES = 10
"""Of a metric by a dimension, unless `top` asks for another number."""

_RESOURCE = re.compile(
    r"/subscriptions/[^/]+/resourceGroups/[^/]+/providers/([^/]+)/([^/]+)/[^/]+(?:/([^/]+)/[^/]+)?", re.IGNORECASE
)
_FILTER = re.compile(r"(\w+) eq '(\*|\w+)'")
_METRICS = re.compile(r"(.+)/providers/microsoft\.insights/metrics", re.IGNORECASE)

Series = Mapping[datetime, float]
"""Values by the minute, or the hour, that they begin at."""

Metrics = Mapping[str, Series]
"""By the metric's name; of one that has a dimension, `Transactions/PutMessage`: the name and the operation."""


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(path: str, query: Mapping[str, str], resources: Mapping[str, Metrics]) -> Answer:
    """What the API answers; `resources` has the metrics of each resource by its id."""
    if "api-version" not in query:
        return _refused(
            400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required."
        )
    if query["api-version"] not in API_VERSIONS:
        return _refused(400, "InvalidApiVersionParameter", f"The api-version '{query['api-version']}' is invalid.")
    matched = _METRICS.fullmatch(path)
    by_id = {id.lower(): metrics for id, metrics in resources.items()}
    if matched is None or matched[1].lower() not in by_id:
        return _refused(404, "ResourceNotFound", f"The Resource '{path}' was not found.")
    kind = _type(matched[1])
    try:
        span, interval = _span(query), _interval(query)
        names = [_named(kind, name, query, interval) for name in _names(kind, query)]
    except _BadRequest as fault:
        # Flat, unlike what Resource Manager itself refuses.
        return Answer(400, {"code": "BadRequest", "message": str(fault)})
    metrics = by_id[matched[1].lower()]
    value = [_metric(matched[1], name, _series(name, metrics, query), span, interval) for name in names]
    return Answer(200, {"cost": 0, "timespan": query["timespan"], "interval": query["interval"], "value": value})


def throttled(path: str, seconds: int) -> Answer:
    """What Azure Resource Manager answers whoever reads too much: to come back after so many seconds."""
    operation = f"GET{re.sub('/subscriptions/[^/]+', '/SUBSCRIPTIONS', path, flags=re.IGNORECASE).upper()}"
    message = (
        f"Number of requests for subscription '{path.split('/')[2]}' and operation '{operation}' exceeded the backend storage "
        f"limit. Please try again after '{seconds}' seconds."
    )
    refused = _refused(429, "SubscriptionRequestsThrottled", message)
    return Answer(refused.status, refused.body, {"Retry-After": str(seconds)})


class _BadRequest(ValueError):
    pass


def _refused(status: int, code: str, message: str) -> Answer:
    return Answer(status, {"error": {"code": code, "message": message}})


def _type(resource: str) -> str:
    parts = _RESOURCE.fullmatch(resource)
    named = "/".join(filter(None, parts.groups())).lower() if parts else ""
    return next((kind for kind in METRICS if kind.lower() == named), "")


def _span(query: Mapping[str, str]) -> tuple[datetime, datetime]:
    text = query.get("timespan", "")
    try:
        start, end = (datetime.fromisoformat(part.replace("Z", "+00:00")) for part in text.split("/"))
    except ValueError:
        raise _BadRequest(f"Invalid time interval input: {text}") from None
    if end <= start:
        raise _BadRequest(f"The start time cannot be later than the end time: {text}")
    return start.astimezone(UTC), end.astimezone(UTC)


def _interval(query: Mapping[str, str]) -> timedelta:
    text = query.get("interval", "PT1M")
    if text not in INTERVALS:
        raise _BadRequest(f"Detected invalid time grain input: {text}, supported ones are: {','.join(INTERVALS)}")
    return INTERVALS[text]


def _names(kind: str, query: Mapping[str, str]) -> Sequence[str]:
    names = [name for name in query.get("metricnames", "").split(",") if name]
    if not names or len(names) > MOST_NAMES:
        raise _BadRequest(f"Between 1 and {MOST_NAMES} metrics can be requested, not {len(names)}")
    return names


def _named(kind: str, name: str, query: Mapping[str, str], interval: timedelta) -> str:
    provider, _, resource_type = kind.partition("/")
    if name not in METRICS[kind]:
        valid = ",".join(METRICS[kind])
        raise _BadRequest(
            f"Failed to find metric configuration for provider: {provider}, resource Type: {resource_type}, metric: {name}, "
            f"Valid metrics: {valid}"
        )
    aggregation, grain = METRICS[kind][name]
    if query.get("aggregation", "").lower() != aggregation:
        raise _BadRequest(f"Metric: {name} does not support requested aggregation: {query.get('aggregation', '')}")
    if interval < INTERVALS[grain]:
        raise _BadRequest(
            f"Detected invalid time grain input: {query.get('interval')}, supported ones begin at {grain}"
        )
    _dimension(kind, name, query)
    return name


def _dimension(kind: str, name: str, query: Mapping[str, str]) -> None:
    if "$filter" not in query:
        return
    split = _FILTER.fullmatch(query["$filter"])
    if split is None:
        raise _BadRequest(f"Invalid filter: {query['$filter']}")
    supported = DIMENSIONS.get((kind, name), ())
    if split[1].lower() not in {dimension.lower() for dimension in supported}:
        raise _BadRequest(
            f"Metric: {name} does not support requested dimension combination: {split[1].lower()}, supported ones are: "
            f"{','.join(supported)}"
        )


def _series(name: str, metrics: Metrics, query: Mapping[str, str]) -> Sequence[tuple[str, Series]]:
    """The series of a metric: one, or with a filter one for each operation, which stands before it."""
    parts = [(key.partition("/")[2], series) for key, series in metrics.items() if key.partition("/")[0] == name]
    split = _FILTER.fullmatch(query.get("$filter", ""))
    if split is not None:
        chosen = [(value, series) for value, series in parts if split[2] in ("*", value)]
        return chosen[: int(query.get("top", MOST_SERIES))]
    joined: dict[datetime, float] = {}
    for _, series in parts:
        for at, value in series.items():
            joined[at] = joined.get(at, 0.0) + value
    return [("", joined)]


def _metric(
    resource: str,
    name: str,
    series: Sequence[tuple[str, Series]],
    span: tuple[datetime, datetime],
    interval: timedelta,
) -> dict[str, Any]:
    aggregation = METRICS[_type(resource)][name][0]
    points = [(value, list(_hours(part, span, interval, aggregation))) for value, part in series]
    return {
        "id": f"{resource}/providers/Microsoft.Insights/metrics/{name}",
        "type": "Microsoft.Insights/metrics",
        "name": {"value": name, "localizedValue": name},
        "unit": "Count",
        "timeseries": [{"metadatavalues": _named_by(value), "data": data} for value, data in points if data],
        "errorCode": "Success",
    }


def _named_by(value: str) -> list[dict[str, Any]]:
    return [{"name": {"value": "apiname", "localizedValue": "apiname"}, "value": value}] if value else []


def _hours(
    series: Series, span: tuple[datetime, datetime], interval: timedelta, aggregation: str
) -> Iterator[dict[str, Any]]:
    """A point for each interval of the span; one without any value has its time alone."""
    begins = span[0]
    while begins < span[1] and series:
        values = [value for at, value in series.items() if begins <= at < min(begins + interval, span[1])]
        point: dict[str, Any] = {"timeStamp": f"{begins:%Y-%m-%dT%H:%M:%SZ}"}
        if values:
            point[aggregation] = sum(values) / (len(values) if aggregation == "average" else 1)
        yield point
        begins += interval
