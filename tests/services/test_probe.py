"""SessionLookup at the dependencies."""

from __future__ import annotations

import asyncio

import pytest

from shared.adapters.memory.samples import MemorySamples
from shared.domain.failures import Unavailable
from shared.services.probe import Probe, probe_all, take_sample
from tests.examples import NOW, Clock

CLOCK = Clock()


async def up() -> None:
    await asyncio.sleep(0)


async def down() -> None:
    raise Unavailable("unauthorized", "et svar med en hemmelighed")


async def broken() -> None:
    raise ValueError("en hemmelighed")


async def test_a_dependency_that_answers_is_up() -> None:
    sample = await take_sample("fasit", up, CLOCK)
    assert (sample.check, sample.at, sample.up, sample.message) == ("fasit", NOW, True, "")
    assert sample.milliseconds >= 0


@pytest.mark.parametrize(("check", "message"), [(down, "Unavailable: unauthorized"), (broken, "ValueError")])
async def test_what_fails_is_down_with_the_kind_of_failure_and_nothing_more(check: Probe, message: str) -> None:
    sample = await take_sample("fasit", check, CLOCK)
    assert (sample.up, sample.message) == (False, message)


async def test_what_never_answers_is_down() -> None:
    sample = await take_sample("fasit", lambda: asyncio.sleep(60), CLOCK, patience=0.05)
    assert (sample.up, sample.message) == (False, "no answer in 0.05 s")


async def test_what_cancels_itself_is_down() -> None:
    async def cancelled() -> None:
        raise asyncio.CancelledError

    sample = await take_sample("broker", cancelled, CLOCK)
    assert (sample.up, sample.message) == (False, "CancelledError")


async def test_who_is_told_to_stop_stops() -> None:
    looking = asyncio.create_task(take_sample("fasit", lambda: asyncio.sleep(60), CLOCK))
    await asyncio.sleep(0)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking


async def test_one_that_is_down_hides_none_of_the_others() -> None:
    samples = MemorySamples()
    seen = await probe_all({"fasit": down, "cvr": up, "broker": broken}, samples, CLOCK)
    assert {name: sample.up for name, sample in seen.items()} == {"fasit": False, "cvr": True, "broker": False}
    for name, sample in seen.items():
        assert await samples.latest(name, NOW) == sample


async def test_a_storage_that_is_down_keeps_nothing_and_stops_nothing() -> None:
    samples = MemorySamples()
    samples.down = True
    seen = await probe_all({"storage": samples.probe, "cvr": up}, samples, CLOCK)
    assert {name: sample.up for name, sample in seen.items()} == {"storage": False, "cvr": True}
    assert not samples.samples
