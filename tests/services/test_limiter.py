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


def _two_instances(loop: asyncio.AbstractEventLoop) -> tuple[Limiter, Limiter]:
    states = MemoryTargetStates()

    def instance() -> Limiter:
        shared_states = SharedStates(states, lambda: NOW + timedelta(seconds=loop.time()), lambda: 0.0)
        return Limiter(shared_states, lambda target: SINGLE, lambda: NOW + timedelta(seconds=loop.time()))

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
