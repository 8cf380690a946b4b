"""An operator's command line in tests: the API's own functions behind the command, and deliveries for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
import re
from typing import Any

import httpx

from functions import operations, reconciliation
from shared.domain.delivery_status import Status
from tests.functions.edge import Edge
from tests.functions.operating import named, put

ROUTES: tuple[tuple[str, str, Any], ...] = (
    ("GET", "", operations.get_operations),
    ("GET", "/deliveries", operations.list_deliveries),
    ("GET", "/deliveries/(?P<person>[^/]+)/(?P<id>[^/]+)/(?P<target>[^/]+)", operations.get_delivery),
    ("POST", "/deliveries/(?P<person>[^/]+)/(?P<id>[^/]+)/(?P<target>[^/]+)/answers", operations.post_answers_read),
    ("GET", "/helpers", operations.list_helpers),
    ("POST", "/moves", operations.post_moves),
    ("POST", "/poison/empty", operations.empty_poison_queue),
    ("GET", "/targets/(?P<target>[^/]+)/taken", reconciliation.list_taken),
    ("POST", "/targets/(?P<target>[^/]+)/reconcile", reconciliation.reconcile_day),
    (
        *("POST", "/targets/(?P<target>[^/]+)/taken/(?P<person>[^/]+)/(?P<id>[^/]+)/explain"),
        reconciliation.explain_difference,
    ),
    ("POST", "/targets/(?P<target>[^/]+)/hold", operations.hold_target),
    ("POST", "/targets/(?P<target>[^/]+)/release", operations.release_target),
)

Typed = Callable[..., tuple[int, str, str]]
"""Types a command; gives the exit code, and what is printed to either stream."""


def instance(operator: Edge, failing: dict[str, int]) -> httpx.MockTransport:
    """The API in an operator's session. `failing`: see the fixture."""

    def answered(request: httpx.Request) -> httpx.Response:
        path = request.url.path.removeprefix("/api/operations")
        if path == "/moves" and (remaining := failing.get("after")) is not None:
            failing["after"] = remaining - 1
            if remaining == 0:
                del failing["after"]
                return httpx.Response(502)
        assert request.headers["Accept-Language"] == "en", "the command itself speaks English"
        for method, pattern, function in ROUTES:
            if request.method == method and (place := re.fullmatch(pattern, path)):
                more = {"params": dict(request.url.params), "route": place.groupdict(), "headers": request.headers}
                answer = asyncio.run(operator.call(function, method, request.content, **more))
                return httpx.Response(answer.status, content=answer.body)
        return httpx.Response(404)

    return httpx.MockTransport(answered)


def stored(edge: Edge, status: Status, hours: float = 1) -> str:
    """The key of a delivery that stands so, as the list has it."""
    place = named(asyncio.run(put(edge, status, hours)))
    (row,) = (row for row in edge.context.registrations.rows.values() if str(row.id) == place["id"])
    return f"{place['person']}/{place['id']}/{place['target']}/{row.delivery.etag}"


def status_of(edge: Edge, key: str) -> Status:
    return next(row.delivery.status for row in edge.context.registrations.rows.values() if str(row.id) in key)
