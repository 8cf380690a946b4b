"""Verdicts and burn rates, against minutes counted one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from shared.domain.evaluation.objectives import Objective, ObjectiveOutcome, Verdict, burn_rates
from shared.domain.evaluation.timeline import Uptime
from tests.domain.evaluation.test_timeline import timeline

PROMISE = Objective("platform", "The platform", "platform", True, Decimal("0.999"))
START = datetime(2026, 11, 2, tzinfo=UTC)
HOUR, SIX, THREE_DAYS = 60, 360, 4320


def rates(states: str, counted: int | None = None) -> dict[str, Fraction | None]:
    line = timeline(states, START)
    return dict(burn_rates(line, line.period.everything if counted is None else counted, PROMISE))


def test_the_pace_at_which_a_fiftieth_of_a_months_budget_goes_in_an_hour() -> None:
    """A thousandth may be down. In the last hour 0.864 of 60 minutes would be 14.4 times that; of whole minutes one is 16.7
    times, and the same minute 2.8 times in six hours and 0.23 times in three days."""
    pace = rates("u" * (THREE_DAYS - 1) + "d")
    assert pace == {"1h": Fraction(1000, HOUR), "6h": Fraction(1000, SIX), "3d": Fraction(1000, THREE_DAYS)}


@pytest.mark.parametrize("seed", range(20))
def test_drawn_at_random_the_rates_are_those_of_the_minutes(seed: int) -> None:
    random = Random(seed)
    states = "".join(random.choices("ud?", (0.95, 0.02, 0.03), k=THREE_DAYS + random.randrange(500)))
    counted = random.getrandbits(len(states)) | random.getrandbits(len(states))
    for name, length in (("1h", HOUR), ("6h", SIX), ("3d", THREE_DAYS)):
        window = [state for place, state in enumerate(states) if place >= len(states) - length and counted >> place & 1]
        sampled = [state for state in window if state != "?"]
        enough = sampled and 10 * len(sampled) >= 9 * len(window)
        truth = Fraction(sampled.count("d"), len(sampled)) * 1000 if enough else None
        assert rates(states, counted)[name] == truth


@pytest.mark.parametrize(
    ("states", "name"),
    [
        ("u" * (HOUR - 1), "1h"),  # The samples do not reach so far back.
        ("u" * 53 + "?" * 7, "1h"),  # Fewer than nine tenths of the hour are known.
        ("u" * SIX + "?" * HOUR, "1h"),
    ],
)
def test_of_what_is_not_known_no_rate_is_told(states: str, name: str) -> None:
    assert rates(states)[name] is None
    assert rates("u" * 54 + "?" * 6)["1h"] == 0


def test_an_hour_of_which_nothing_counts_has_no_rate() -> None:
    assert rates("d" * SIX, counted=(1 << (SIX - HOUR)) - 1)["1h"] is None


@pytest.mark.parametrize(
    ("up", "down", "unknown", "verdict"),
    [
        (999, 1, 0, Verdict.MET),
        (998, 2, 0, Verdict.MISSED),
        (9991, 1, 8, Verdict.MET),
        (996, 1, 3, Verdict.OPEN),
        (990, 2, 8, Verdict.MISSED),
        (0, 0, 60, Verdict.OPEN),
        (0, 0, 0, Verdict.OPEN),
    ],
)
def test_a_verdict_stands_only_where_unknown_minutes_cannot_change_it(
    up: int, down: int, unknown: int, verdict: Verdict
) -> None:
    outcome = ObjectiveOutcome(PROMISE, Uptime(up, down, unknown), Fraction(44))
    assert outcome.verdict is verdict
    assert outcome.budget_left == 44 - down
