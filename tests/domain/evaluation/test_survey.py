"""The figures of the survey, worked out by hand, and what is not told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from shared.domain.evaluation.periods import month_of, quarter_of
from shared.domain.evaluation.survey import (
    SurveyAnswer,
    SurveyFigure,
    Tally,
    quarters_open,
    quarters_to_settle,
    settled,
    survey_figures,
    survey_state,
)
from tests.examples import uuid7

QUARTER = quarter_of(2026, 4)


def tally(*marks: tuple[int, int]) -> Tally:
    """Of the marks of both questions."""
    counted = Tally()
    for needs, easy in marks:
        counted = counted.with_answer(SurveyAnswer(uuid7(), "2026-4", "a", needs, easy))
    return counted


def test_two_apps_worked_out_by_hand() -> None:
    """
    `a`: needs 5, 5, 4, 3, 1 (18 in all, 3.6 on average), easy 5, 5, 5, 5, 2 (22, 4.4). Score: (3.6 + 4.4) / 2 = 4, which is three
    quarters of the way from 1 to 5. `b`: needs and easy 1 four times and 2 once. Together: needs 24 of 10, easy 28 of 10;
    (2.4 + 2.8) / 2 = 2.6, which is 40.
    """
    figures = survey_figures({"b": tally(*[(1, 1)] * 4, (2, 2)), "a": tally((5, 5), (5, 5), (4, 5), (3, 5), (1, 2))})
    assert list(figures.figures) == [
        SurveyFigure("", 10, Decimal("2.4"), Decimal("2.8"), 40),
        SurveyFigure("a", 5, Decimal("3.6"), Decimal("4.4"), 75),
        SurveyFigure("b", 5, Decimal("1.2"), Decimal("1.2"), 5),
    ]


def test_fewer_than_five_are_not_told_nor_can_they_be_reckoned_from_the_sum() -> None:
    figures = survey_figures({"a": tally(*[(5, 5)] * 4, (4, 4)), "b": tally(*[(1, 1)] * 4)})
    assert [(figure.app, figure.answers, figure.needs) for figure in figures.figures] == [
        ("", 5, Decimal("4.8")),
        ("a", 5, Decimal("4.8")),
    ]
    assert figures.too_few == ["b"]
    assert survey_figures({"b": tally((1, 1))}).figures == []


def test_answers_that_are_all_alike_are_not_told_since_everybodys_would_be_known() -> None:
    """Nor by the sum of all apps; and told apart from too few, everybody who answered would know what everybody did."""
    mixed = tally(*[(5, 5)] * 4, (4, 4))
    for alike in (tally(*[(3, 3)] * 6), tally((1, 2), *[(3, 2)] * 6), tally((2, 1), *[(2, 4)] * 6)):
        figures = survey_figures({"a": mixed, "b": alike, "c": tally((1, 1))})
        assert [(figure.app, figure.answers) for figure in figures.figures] == [("", 5), ("a", 5)]
        assert figures.too_few == ["b", "c"]
        assert settled(alike) == Tally()


def test_which_mark_went_with_which_is_not_kept() -> None:
    assert tally((1, 5), (5, 1)) == tally((1, 1), (5, 5))


@pytest.mark.parametrize(
    ("period", "now", "state"),
    [
        (month_of(2026, 10), datetime(2027, 3, 1, tzinfo=UTC), "by-quarter"),
        (QUARTER, datetime(2026, 11, 23, tzinfo=UTC), "collecting"),
        (QUARTER, QUARTER.end + timedelta(days=7, seconds=-1), "collecting"),
        (QUARTER, QUARTER.end + timedelta(days=7), "counted"),
    ],
)
def test_when_a_period_is_told(period: object, now: datetime, state: str) -> None:
    assert isinstance(period, type(QUARTER))
    assert survey_state(period, now) == state


def test_no_answer_is_taken_of_a_quarter_that_is_told() -> None:
    last_of_it = QUARTER.end + timedelta(days=7, seconds=-1)
    assert quarters_open(last_of_it) == ["2026-4", "2027-1"]
    assert quarters_open(QUARTER.end + timedelta(days=7)) == ["2027-1"]
    assert quarters_open(QUARTER.end - timedelta(seconds=1)) == ["2026-4"]


def test_a_quarter_is_settled_a_week_after_its_last_answers() -> None:
    before = QUARTER.end + timedelta(days=14) - timedelta(seconds=1)
    assert quarters_to_settle(before)[:2] == ["2026-3", "2026-2"]
    assert quarters_to_settle(before + timedelta(seconds=1))[:3] == ["2026-4", "2026-3", "2026-2"]
    assert not set(quarters_to_settle(before)) & set(quarters_open(before))


def test_settling_changes_no_figure_that_is_told() -> None:
    tallies = {"a": tally((3, 1), *[(4, 2)] * 5), "b": tally(*[(1, 1)] * 4)}
    after = {app: settled(tally_of_app) for app, tally_of_app in tallies.items()}
    assert survey_figures(after) == survey_figures(tallies)
    assert (after["a"].answers, after["b"].answers) == (6, 0)
