"""A register that is in trouble, or not there at all, is out of reach: never "no such company"."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
import logging
from typing import Any

import pytest

from shared.adapters.cvr import VirkIndex, VirkRegister
from shared.domain.problems import DependencyUnavailable
from tests.adapters.registers import KNOWN, company, registered, unit

pytestmark = pytest.mark.starts

SHOP = company("Kaffe ApS", unit("Kaffebaren"), cvr=90_100_777)
CALLS: dict[str, Callable[[VirkRegister], Awaitable[Any]]] = {
    "company": lambda virk: virk.company("90100777"),
    "search": lambda virk: virk.search("kaffe"),
    "search by number": lambda virk: virk.search("90100777"),
    "units": lambda virk: virk.units("90100777"),
    "probe": lambda virk: virk.probe(),
}
FAULTS: dict[str, dict[str, Any]] = {
    "500": {"status": 500},
    "429": {"status": 429},
    "401": {"status": 401},
    "404 of the web server": {"status": 404},
    "302": {"status": 302},
    "an empty 200": {"status": 200},
    "timed out": {"partial": "timed_out"},
    "failed shards": {"partial": "failed"},
    "hits of another kind": {"strangers": True},
    "a path that leads to nothing": {"empty": True},
}


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("fault", FAULTS)
async def test_trouble_is_told_as_trouble(fault: str, call: str) -> None:
    async with registered(SHOP) as register:
        await register.fails(**FAULTS[fault])
        with pytest.raises(DependencyUnavailable) as problem:
            await CALLS[call](register.virk)
    assert problem.value.code == "register-unavailable"


@pytest.mark.parametrize("fault", ["timed out", "failed shards", "hits of another kind", "500"])
async def test_units_that_did_not_all_come_are_no_answer(fault: str) -> None:
    """Of a part of the units one might be chosen by itself."""
    async with registered(SHOP) as register:
        await register.fails(**FAULTS[fault], index="produktionsenhed")
        with pytest.raises(DependencyUnavailable):
            await register.virk.company("90100777")


async def test_the_probe_asks_for_units_too() -> None:
    async with registered(SHOP) as register:
        await register.fails(empty=True, index="produktionsenhed")
        with pytest.raises(DependencyUnavailable):
            await register.virk.probe()


async def test_the_log_tells_which_trouble_and_no_name(caplog: pytest.LogCaptureFixture) -> None:
    async with registered(SHOP) as register:
        for fault in FAULTS.values():
            await register.fails(**fault)
            with caplog.at_level(logging.WARNING, "feltskema.cvr"), pytest.raises(DependencyUnavailable):
                await register.virk.search("kaffe")
    for text in ("HTTP 429", "HTTP 401", "2 shards failed", "another kind", "CVR_URL leads elsewhere"):
        assert text in caplog.text
    assert "kaffe" not in caplog.text.lower()


async def test_a_path_too_much_in_the_address_is_told() -> None:
    async with registered(SHOP) as register:
        astray = VirkRegister(VirkIndex(f"{register.url}/cvr-permanent/virksomhed", "u", "p"), str(KNOWN))
        for call in CALLS.values():
            with pytest.raises(DependencyUnavailable):
                await call(astray)
        await astray.close()


async def test_nobody_has_it_where_the_register_is_well() -> None:
    async with registered(SHOP) as register:
        assert await register.virk.company("10000009") is None
        assert list(await register.virk.search("findes ikke")) == []
        calls_before = len(await register.calls())
        # It has just shown that it is there: the next one is believed at once.
        assert await register.virk.company("10000009") is None
        assert len(await register.calls()) == calls_before + 3


async def test_a_probe_that_does_not_depend_on_the_municipality_alone() -> None:
    """In test the municipality may be one of the broker's, which the real register does not know."""
    async with registered(SHOP, company("Erhvervsstyrelsen", unit("Erhvervsstyrelsen"), cvr=10150817)) as register:
        virk = VirkRegister(VirkIndex(register.url, "u", "p"), "43950932")
        await virk.probe()
        await virk.close()


async def test_a_register_that_nobody_answers_for() -> None:
    async with registered() as register:
        url = register.url
    virk = VirkRegister(VirkIndex(url, "u", "p"), str(KNOWN))
    for call in CALLS.values():
        with pytest.raises(DependencyUnavailable):
            await call(virk)
    await virk.close()
