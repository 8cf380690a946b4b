"""A unit that cannot be read keeps nobody from reading the others; a service that turns calls away does."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
import json

import httpx
import pytest

from shared.adapters.targets.momentum import Momentum
from shared.domain.failures import TargetDown, Unavailable
from shared.domain.ports import Finding, Found, Sought, Unknown
from shared.settings import read
from tests.examples import registration
from tests.functions.edge import SETTINGS

ACCOUNT = {f"MOMENTUM_{part}": "x" for part in ("CLIENT_ID", "CLIENT_SECRET", "RESOURCE", "API_KEY")}


class Units:
    """Momentum's units by number, each with the answer of its list; `asked`: which, in order."""

    def __init__(self, **answers: int) -> None:
        self.answers, self.requested = answers, list[str]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": "3600"})
        if request.method == "GET":
            unit = request.url.path.rsplit("/", 1)[1]
            self.requested.append(unit)
            return httpx.Response(404) if self.answers[unit] == 404 else httpx.Response(200, json={"id": unit})
        status = self.answers[json.loads(request.content)["filters"][0]["values"][0]]
        return httpx.Response(status, json={"data": [], "totalSearchCount": 0})


@asynccontextmanager
async def at_once() -> AsyncIterator[None]:
    yield


async def found_at(units: Units) -> tuple[list[Found], Unavailable | None]:
    """What is found of one visit at each unit, and what ended it."""
    target, ended = (
        Momentum(
            read({**SETTINGS, **ACCOUNT, "MOMENTUM_URL": "https://momentum.test"}), transport=httpx.MockTransport(units)
        ),
        None,
    )
    findings = list[Found]()
    sought = [Sought(registration(), {"cvr": "12345678", "p-number": number}) for number in units.answers]
    try:
        async for each in target.find(sought, at_once):
            findings.append(each)
    except Unavailable as failure:
        ended = failure
    await target.close()
    return findings, ended


async def test_a_unit_that_cannot_be_read_does_not_end_the_others() -> None:
    findings, ended = await found_at(units := Units(a=500, b=404, c=500, d=403, e=200))
    assert (units.requested, ended) == (["a", "b", "c", "d", "e"], None)
    unreadable = Unknown.UNREADABLE
    assert [each.unknown for each in findings] == [unreadable, Unknown.PLACE_GONE, unreadable, unreadable, Unknown.NO]
    assert findings[-1].finding is Finding.MISSING


@pytest.mark.parametrize("status", [429, 503])
async def test_a_service_that_turns_calls_away_ends_it_at_once(status: int) -> None:
    findings, ended = await found_at(units := Units(a=status, b=200))
    assert (findings, units.requested, type(ended)) == ([], ["a"], TargetDown)


async def test_three_units_in_a_row_are_the_services_trouble_and_the_next_run_goes_on_after_them() -> None:
    findings, ended = await found_at(units := Units(a=200, b=500, c=500, d=500, e=200))
    assert (units.requested, ended and ended.code) == (["a", "b", "c", "d"], "unavailable")
    assert [each.finding for each in findings] == [Finding.MISSING, *[Finding.UNKNOWN] * 3]
