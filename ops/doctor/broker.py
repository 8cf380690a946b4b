"""Examines whether the broker accepts the instance's sign-in request, by following it to the broker's first page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx

from ops.doctor.diagnoses import Diagnosis, ok, unseen, wrong
from ops.doctor.instance import Instance
from shared.domain.access.authorize_redirects import MAX_STEPS, RequestRefused, next_step


def first_page(instance: Instance, authorize: str) -> Iterator[Diagnosis]:
    """Follow the `authorize` address that the sign-in redirects to. The broker shows a wrong request's error on its own page, so
    nothing else reports it to us."""
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
