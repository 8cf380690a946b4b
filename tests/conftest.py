"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import Servers
from tests.servers import servers as started
from tests.threads import watched


@pytest.fixture(autouse=True)
def _nothing_is_logged_on_a_thread() -> Iterator[None]:
    with watched() as lost:
        yield
    assert not lost, "Azure drops what is logged on a thread: return or raise it, and log in the coroutine"


@pytest.fixture(scope="session")
def servers() -> Iterator[Servers]:
    with started() as made:
        yield made
