"""A small share of `make proof`: answers are lost on every hop, and the host is killed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.resilience.proof import Plan, proved

pytestmark = pytest.mark.rare


def test_nothing_accepted_is_lost_doubled_or_left(tmp_path: Path) -> None:
    plan = Plan(registrations=60, kills=3, consultants=6)
    outcome = proved(plan, tmp_path)
    assert outcome.faults == []
    assert (outcome.accepted, outcome.delivered, outcome.kills) == (60, 60, 3)
    assert outcome.played["lost: table batch"] > 5
