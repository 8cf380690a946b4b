"""Whether the broker takes the instance's request: followed as far as the broker's first page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx

from ops.doctor.findings import Finding, ok, unseen, wrong
from ops.doctor.instance import Instance
from shared.domain.access.authorize import RequestRefused, next_step

MAX_STEPS = 6


def first_page(instance: Instance, authorize: str) -> Iterator[Finding]:
    """What becomes of the authorize address that the sign-in leads to. A wrong request never comes back to us, so nothing else
    tells of it."""
    callback = parse_qs(urlsplit(authorize).query).get("redirect_uri", [""])[0]
    address: str | None = authorize
    try:
        for _ in range(MAX_STEPS):
            answer = instance.client.get(str(address), headers={"Accept": "text/html"})
            address = next_step(str(address), answer.status_code, answer.headers.get("location", ""), callback)
            if address is None:
                yield ok("broker.takes")
                return
    except RequestRefused as refused:
        yield wrong("broker.refuses", how=refused, callback=callback)
        return
    except httpx.HTTPError as error:
        yield unseen("broker.unseen", error=type(error).__name__)
        return
    yield wrong("broker.refuses", how="too many redirects", callback=callback)
