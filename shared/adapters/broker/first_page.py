"""Probes whether the broker accepts our authorize request, by following it to the broker's first page.

A wrong request (unknown client or redirect address; a scope or identity provider that was not ordered) is never redirected back
to us: the broker shows its own error page, while its discovery document still answers normally.
"""

from __future__ import annotations

import logging

from shared.adapters.broker.provider import Provider
from shared.domain.access.authorize_redirects import MAX_STEPS, RequestRefused, next_step
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.broker")


async def probe_first_page(provider: Provider, url: str, callback: str) -> None:
    """Return when the broker shows its sign-in page. Raises `DependencyUnavailable("broker-refuses")` when it shows an error
    page."""
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
