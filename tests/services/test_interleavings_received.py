"""As `test_interleavings.py`, for a registration that was just received: it has the most orders, so it is a file of its own."""

from __future__ import annotations

import pytest

from tests.interleavings import explore
from tests.services.interleaved import MOODS, RECEIVED, new_world

pytestmark = pytest.mark.rare


@pytest.mark.parametrize("mood", MOODS)
async def test_every_order_with_a_crash_after_any_write_comes_to_a_good_end(mood: str) -> None:
    explored = await explore(new_world(RECEIVED, mood), max_crashes=1)
    assert explored.runs > 100
