"""Which steps a timer runs: by the hour, and all of them where somebody starts it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shared.domain.timers import PROBE, SWEEP, UPKEEP
from shared.services.timer_steps import step_names

OFTEN = ("attachments", "sign-ins")
HOURLY = ("samples", "changes")
NIGHTLY = ("missing outbox entries", "effect", "survey")


@pytest.mark.parametrize(
    ("hour", "minute", "by_hand", "steps"),
    [
        (14, 25, False, (*OFTEN, "status page", "reconciliation")),
        (14, 5, False, (*OFTEN, *HOURLY, "status page", "reconciliation")),
        (2, 15, False, (*OFTEN, "status page", "reconciliation")),
        (2, 5, False, (*OFTEN, *HOURLY, *NIGHTLY, "status page", "consumption", "reconciliation")),
        (14, 25, True, (*OFTEN, *HOURLY, *NIGHTLY, "status page", "consumption", "reconciliation")),
    ],
)
def test_the_upkeep_does_less_by_day_than_at_night(
    hour: int, minute: int, by_hand: bool, steps: tuple[str, ...]
) -> None:
    assert step_names(UPKEEP, datetime(2026, 11, 25, hour, minute, tzinfo=UTC), by_hand) == steps


def test_the_other_timers_do_the_same_in_each_run() -> None:
    now = datetime(2026, 11, 25, 2, 5, tzinfo=UTC)
    assert step_names(PROBE, now, by_hand=False) == ("parts",)
    assert step_names(SWEEP, now, by_hand=True) == ("outbox", "poison", "waiting rooms")
