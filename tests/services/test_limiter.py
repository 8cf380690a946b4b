"""Whether a place of a target's limit is kept as long as its delivery is under way, and free afterwards."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from shared.adapters.memory.target_states import MemoryTargetStates
from shared.domain.target_state import SHARE_LASTS, Limit
from shared.services.limiter import Limiter
from shared.services.shared_states import SharedStates
from tests.examples import NOW
from tests.services.instances import FASIT
from tests.virtual_time import run_virtually

SINGLE = Limit(at_once=1)


def _two_instances(loop: asyncio.AbstractEventLoop, limit: Limit = SINGLE) -> tuple[Limiter, Limiter]:
    states = MemoryTargetStates()

    def instance() -> Limiter:
        shared_states = SharedStates(states, lambda: NOW + timedelta(seconds=loop.time()), lambda: 0.0)
        return Limiter(shared_states, lambda target: limit, lambda: NOW + timedelta(seconds=loop.time()))

    return instance(), instance()


def test_a_delivery_keeps_its_place_however_long_it_takes() -> None:
    async def played(loop: asyncio.AbstractEventLoop) -> None:
        busy, other = _two_instances(loop)
        assert await busy.take(FASIT) is None
        async with busy.keeping(FASIT):
            for _ in range(24):
                await asyncio.sleep(SHARE_LASTS.total_seconds() / 4)
                assert await other.take(FASIT) is not None, "a second one at once"
        await asyncio.sleep(SHARE_LASTS.total_seconds())
        assert await other.take(FASIT) is None

    run_virtually(played)


def test_an_instance_uses_its_place_again_when_a_delivery_has_ended() -> None:
    async def played(loop: asyncio.AbstractEventLoop) -> None:
        instance, _ = _two_instances(loop)
        for _ in range(3):
            assert await instance.take(FASIT) is None
            assert await instance.take(FASIT) is not None
            async with instance.keeping(FASIT):
                await asyncio.sleep(1)

    run_virtually(played)


def test_two_thirds_of_a_pace_are_let_through_also_where_they_come_in_bursts() -> None:
    """Twenty a second where thirty may go, eight at a time, to two instances: none is put back on the queue for seconds."""

    async def played(loop: asyncio.AbstractEventLoop) -> None:
        instances, put_back = _two_instances(loop, Limit(at_once=32, per_minute=1800)), 0
        longest = 0.0

        async def deliver(limiter: Limiter, seconds: float) -> None:
            nonlocal put_back, longest
            came = loop.time()
            if await limiter.take(FASIT) is not None:
                put_back += 1
                return
            longest = max(longest, loop.time() - came)
            async with limiter.keeping(FASIT):
                await asyncio.sleep(seconds)

        deliveries = list[asyncio.Task[None]]()
        for number in range(640):
            deliveries.append(asyncio.create_task(deliver(instances[number // 8 % 2], 0.15 + 0.02 * (number % 7))))
            await asyncio.sleep(0.0 if (number + 1) % 8 else 0.4)
        await asyncio.gather(*deliveries)
        assert put_back == 0
        assert longest < 0.5

    run_virtually(played)


def test_more_than_the_pace_allows_is_put_back_after_a_second() -> None:
    """Two a second may go, and ten want to: those for which a second is not enough do not occupy their workers."""

    async def played(loop: asyncio.AbstractEventLoop) -> None:
        limiter, _ = _two_instances(loop, Limit(at_once=32, per_minute=120, per_instance=20))
        waits = await asyncio.gather(*(limiter.take(FASIT) for _ in range(10)))
        assert 0.5 <= loop.time() <= 1, "one waits for its start, and the others no longer than that one may"
        assert [wait is None for wait in waits] == [True] * 4 + [False] * 6
        assert all(wait is None or timedelta(0) < wait <= timedelta(seconds=1) for wait in waits)

    run_virtually(played)


def test_those_that_wait_leave_other_targets_room_on_their_instance() -> None:
    async def played(loop: asyncio.AbstractEventLoop) -> None:
        limiter, _ = _two_instances(loop, Limit(at_once=1, per_instance=3))
        assert await limiter.take(FASIT) is None
        waiting = [asyncio.create_task(limiter.take(FASIT)) for _ in range(2)]
        await asyncio.sleep(0.1)
        began = loop.time()
        assert await limiter.take(FASIT) == timedelta(seconds=1)
        assert loop.time() == began, "at once"
        assert None not in await asyncio.gather(*waiting)

    run_virtually(played)
