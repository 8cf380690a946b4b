"""What every store of sign-ins under way, and of signed-out sessions, does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from shared.adapters.memory.sign_ins import MemoryHandshakes
from shared.adapters.sign_in_tables import TableHandshakes
from shared.domain.ports import Handshake, Handshakes
from tests.examples import NOW
from tests.servers import Servers


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def handshakes(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[Handshakes]:
    if request.param == "memory":
        yield MemoryHandshakes()
        return
    table = TableHandshakes(servers.account_of(request.param))
    yield table
    await table.close()


def handshake(state: str = "state-1", minutes: int = 15) -> Handshake:
    flow = {"state": state, "scope": ["openid", "nemlogin"], "code_verifier": "æøå", "claims_challenge": None}
    return Handshake(state, flow, "/registreringer?vis=1", "device", NOW + timedelta(minutes=minutes))


async def test_a_handshake_is_taken_whole_and_once(handshakes: Handshakes) -> None:
    await handshakes.put(handshake())
    assert await handshakes.take("state-1") == handshake()
    assert await handshakes.take("state-1") is None


async def test_of_many_who_take_at_once_one_gets_it(handshakes: Handshakes) -> None:
    for number in range(5):
        await handshakes.put(handshake(f"state-{number}"))
        taken = await asyncio.gather(*(handshakes.take(f"state-{number}") for _ in range(6)))
        assert sum(item is not None for item in taken) == 1


async def test_a_state_that_nobody_began(handshakes: Handshakes) -> None:
    assert await handshakes.take("state-unknown") is None


async def test_old_handshakes_are_forgotten(handshakes: Handshakes) -> None:
    await handshakes.put(handshake("old", minutes=-1))
    await handshakes.put(handshake("young", minutes=1))
    assert await handshakes.forget(NOW) == 1
    assert await handshakes.take("old") is None
    assert await handshakes.take("young") is not None
