"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import Servers
from tests.servers import servers as started


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    with started() as made:
        yield made
