"""How much of a time is on workdays, in Danish time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shared.domain.text.time_format import workday_time

FRIDAY, MONDAY = datetime(2026, 3, 27, 22, 30, tzinfo=UTC), datetime(2026, 3, 29, 22, 30, tzinfo=UTC)
"""Half past eleven at night, and half an hour into the Monday: clocks go forward in between."""


@pytest.mark.parametrize(
    ("since", "until", "minutes"),
    [
        (FRIDAY, MONDAY, 60),
        (FRIDAY + timedelta(hours=1), MONDAY, 30),
        (FRIDAY + timedelta(hours=1), MONDAY - timedelta(hours=1), 0),
        (FRIDAY - timedelta(days=7), FRIDAY, 5 * 24 * 60),
        (MONDAY, FRIDAY, 0),
    ],
)
def test_saturdays_and_sundays_are_not_counted(since: datetime, until: datetime, minutes: int) -> None:
    assert workday_time(since, until) == timedelta(minutes=minutes)
