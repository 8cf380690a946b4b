"""The clock that jumps: timers come in their order, and nothing is waited for."""

from __future__ import annotations

import asyncio
import time

import pytest

from tests.virtual_time import Stuck, VirtualLoop, run_virtually

YEAR = 365 * 86400


def test_a_year_is_over_at_once_and_timers_come_in_order() -> None:
    seen: list[tuple[float, str]] = []

    async def sleeper(loop: VirtualLoop, seconds: float, name: str) -> None:
        await asyncio.sleep(seconds)
        seen.append((loop.time(), name))

    async def main(loop: VirtualLoop) -> None:
        await asyncio.gather(
            sleeper(loop, YEAR, "c"), sleeper(loop, 1, "a"), sleeper(loop, 1, "b"), sleeper(loop, 0, "now")
        )

    began = time.process_time()
    run_virtually(main)
    assert seen == [(0.0, "now"), (1.0, "a"), (1.0, "b"), (YEAR, "c")]
    assert time.process_time() - began < 5


def test_what_would_be_done_on_a_thread_is_done_in_its_turn() -> None:
    order: list[str] = []

    async def main(loop: VirtualLoop) -> int:
        done = asyncio.ensure_future(asyncio.to_thread(lambda: order.append("thread") or 7))  # type: ignore[func-returns-value]
        order.append("before")
        return await done

    assert run_virtually(main) == 7
    assert order == ["before", "thread"]


def test_what_is_asked_for_as_if_from_another_thread_is_done_too() -> None:
    async def main(loop: VirtualLoop) -> str:
        done: asyncio.Future[str] = loop.create_future()
        loop.call_soon_threadsafe(done.set_result, "done")
        return await done

    assert run_virtually(main) == "done"


def test_a_rest_takes_its_time_and_can_be_broken_off() -> None:
    async def main(loop: VirtualLoop) -> float:
        await loop.nap(30)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(90):
                await loop.nap(1000)
        return loop.time()

    assert run_virtually(main) == 120


def test_a_time_limit_ends_what_would_never_end() -> None:
    async def main(loop: VirtualLoop) -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(90):
                await loop.create_future()
        return loop.time()

    assert run_virtually(main) == 90


def test_a_run_in_which_nothing_can_happen_any_more_is_told() -> None:
    async def main(loop: VirtualLoop) -> None:
        await loop.create_future()

    with pytest.raises(Stuck):
        run_virtually(main)
