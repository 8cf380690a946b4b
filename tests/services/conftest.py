"""The services on memory."""

from __future__ import annotations

import pytest

from tests.dependencies import MemoryParts


@pytest.fixture
def context() -> MemoryParts:
    return MemoryParts()
