"""What the adapters' tests share."""

from __future__ import annotations

import pytest

from tests.servers import Servers
from tests.working import Surroundings


@pytest.fixture
def known(servers: Servers) -> dict[str, str]:
    """Settings for a Fasit that has received nothing."""
    return servers.fasit()


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()
