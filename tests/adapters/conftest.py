"""What the adapters' tests share."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.crooked_broker import CrookedBroker, crooked
from tests.dependencies import MemoryParts
from tests.servers import Servers


@pytest.fixture
def values(servers: Servers) -> dict[str, str]:
    """Settings for a Fasit that has received nothing."""
    return servers.fasit()


@pytest.fixture
def context() -> MemoryParts:
    return MemoryParts()


@pytest.fixture(params=["/op", ""])
async def broker(request: pytest.FixtureRequest) -> AsyncIterator[CrookedBroker]:
    """With a path by msal, without one by Authlib."""
    async with crooked(request.param) as broker:
        yield broker
