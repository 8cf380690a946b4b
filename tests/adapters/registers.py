"""A CVR register in this process, over companies that a test names, and our adapter on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from aiohttp import web
import httpx

from local.cvr.__main__ import application
from shared.adapters.cvr import VirkIndex, VirkRegister

KNOWN = 64942212
STREET = {"street": "Bredgade", "house": 1, "postcode": 1260, "town": "København K"}
_NUMBERS = count(90_100_001)


@dataclass
class Registered:
    """`virk` is the adapter; the rest is the stand-in's own door."""

    virk: VirkRegister
    url: str

    async def fails(self, **fault: Any) -> None:
        async with httpx.AsyncClient(base_url=self.url, trust_env=False) as http:
            (await http.put("/_faults", json=fault)).raise_for_status()

    async def calls(self) -> list[dict[str, Any]]:
        """Index, body, status and bytes of each search since the last `fails`."""
        async with httpx.AsyncClient(base_url=self.url, trust_env=False) as http:
            body: list[dict[str, Any]] = (await http.get("/_calls")).json()
            return body


def company(name: str, *units: dict[str, Any], **facts: Any) -> dict[str, Any]:
    """In the form of `local/cvr/companies.json`."""
    defaults = {"cvr": next(_NUMBERS), "industry": ["107110", "Bageri"], "address": STREET, "employees": 5}
    return {**defaults, "name": name, "units": list(units), **facts}


def unit(name: str, **facts: Any) -> dict[str, Any]:
    return {"p": 1_000_000_000 + next(_NUMBERS), "name": name, "address": STREET, **facts}


@asynccontextmanager
async def registered(*companies: dict[str, Any]) -> AsyncIterator[Registered]:
    """The given companies, and the municipality with one unit."""
    municipality = company("Kommunen", unit("Rådhuset"), cvr=KNOWN)
    runner = web.AppRunner(application("u", "p", [*companies, municipality]), access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    virk = VirkRegister(VirkIndex(url, "u", "p"), str(KNOWN))
    try:
        yield Registered(virk, url)
    finally:
        await virk.close()
        await runner.cleanup()
