"""Probes the instance at its public address: the host of the static pages or the gateway, and the functions behind it."""

from __future__ import annotations

import httpx

from shared.adapters.connections import BRIEFLY_KEPT
from shared.domain.failures import Unavailable

ALIVE = "/api/health/live"


async def probe_front_door(public_url: str) -> None:
    """Return when the functions answer at the public address. Raises `Unavailable`.

    Follows no redirect and accepts no invalid certificate, since a person's browser would meet them too.
    """
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=8, limits=BRIEFLY_KEPT) as client:
            answer = await client.get(f"{public_url}{ALIVE}", headers={"Accept": "application/json"})
    except (httpx.HTTPError, OSError) as error:
        raise Unavailable("unavailable", type(error).__name__) from None
    if answer.status_code != 200 or answer.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise Unavailable("unavailable", f"HTTP {answer.status_code}")
