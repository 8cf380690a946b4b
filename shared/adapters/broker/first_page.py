"""Probes whether the broker accepts our request: one authorize call, followed as far as the broker's first page.

A request that a broker does not like (an unknown client or redirect address, a scope or a provider that was not ordered) never
comes back to us: the person is left on the broker's own error page, while discovery answers as ever.
"""

from __future__ import annotations

import logging

from shared.adapters.broker.provider import Provider
from shared.domain.access.authorize import RequestRefused, next_step
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.broker")

MAX_STEPS = 6


async def looked_at(provider: Provider, url: str, callback: str) -> None:
    """Return when the broker shows its first page. `DependencyUnavailable("broker-refuses")` when it shows its error page."""
    address: str | None = url
    for _ in range(MAX_STEPS):
        answer = await provider.get(str(address), {"Accept": "text/html"})
        try:
            address = next_step(str(address), answer.status_code, answer.headers.get("location", ""), callback)
        except RequestRefused as refused:
            log.error("the broker refuses our authorize request: %s", refused)
            raise DependencyUnavailable("broker-refuses") from None
        if address is None:
            return
    raise DependencyUnavailable("broker-unavailable")
