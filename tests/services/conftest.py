"""The services among fakes."""

from __future__ import annotations

import pytest

from tests.working import Surroundings


@pytest.fixture
def around() -> Surroundings:
    return Surroundings()
