"""What several of the contracts' tests use."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from shared.adapters.memory.registrations import MemoryRegistrations
from shared.adapters.registrations_table import TableRegistrations
from shared.domain.ports import Registrations
from tests.servers import Servers


@pytest.fixture(params=["memory", "table", "table of a storage that fails"])
async def store(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[Registrations]:
    """Each store of registrations."""
    if request.param == "memory":
        yield MemoryRegistrations()
        return
    table = TableRegistrations(servers.account_of(request.param))
    yield table
    await table.close()
