"""No order of two workers, the sweeper and a person loses a pointer, doubles a document or leaves a registration lying; nor does
a crash after any write. The real services, each order played to its end. `test_interleavings_received.py` has what was just
received, which is half of the work."""

from __future__ import annotations

import pytest

from tests.interleavings import explore
from tests.services.interleaved import BEGINNINGS, MOODS, RECEIVED, new_world


@pytest.mark.parametrize(("beginning", "mood"), [("uncertain", "well"), ("uncertain", "down"), ("refused", "lost")])
async def test_every_order_comes_to_a_good_end(beginning: str, mood: str) -> None:
    explored = await explore(new_world(beginning, mood), max_crashes=0)
    assert explored.runs > 50


@pytest.mark.rare
@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("beginning", [beginning for beginning in BEGINNINGS if beginning != RECEIVED])
async def test_every_order_with_a_crash_after_any_write_comes_to_a_good_end(beginning: str, mood: str) -> None:
    explored = await explore(new_world(beginning, mood), max_crashes=1)
    assert explored.runs > 100
