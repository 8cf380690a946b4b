"""What people think of an app: two questions with five marks, counted by quarter and app and told of many together alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal
from uuid import UUID

from shared.domain.evaluation.periods import Period
from shared.domain.text.time_format import danish_clock

MAX_MARK = 5
"""From 1, disagrees entirely, to 5, agrees entirely."""

MIN_ANSWERS = 5
"""Fewer are never told."""

STILL_COMES = timedelta(days=7)
"""So long after a quarter's end an answer of it is taken: a phone without a network sends it later."""

Marks = tuple[int, ...]
"""How often each mark was given, from 1 up."""

NO_MARKS: Marks = (0,) * MAX_MARK

State = Literal["by-quarter", "collecting", "counted"]


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """`id` is made for the answer and forgotten when it is received: it makes a repeat harmless, and says nothing else. `needs`
    and `easy` are the marks of the two questions."""

    id: UUID
    quarter: str
    app: str
    needs: int
    easy: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The marks of one app in one quarter; which of one question were given with which of the other is not kept."""

    needs: Marks = NO_MARKS
    easy: Marks = NO_MARKS

    def with_answer(self, answer: SurveyAnswer) -> Tally:
        return Tally(_one_more(self.needs, answer.needs), _one_more(self.easy, answer.easy))

    def __add__(self, other: Tally) -> Tally:
        return Tally(_added(self.needs, other.needs), _added(self.easy, other.easy))

    @property
    def answers(self) -> int:
        return sum(self.needs)


@dataclass(frozen=True, slots=True)
class SurveyFigure:
    """`needs` and `easy` are averages of the marks, with one decimal. `score` runs from 0 to 100, as that of UMUX-LITE (Lewis,
    Utesch and Maher, 2013): each mark as a part of the way from the lowest to the highest, the two averaged."""

    app: str
    answers: int
    needs: Decimal
    easy: Decimal
    score: int


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """`state`: answers are told of whole quarters alone (`by-quarter`), and when no more can come (`collecting` until then).
    `figures` has all apps together under an empty name first; `too_few` are the apps with fewer answers than are told."""

    state: State
    figures: Sequence[SurveyFigure] = ()
    too_few: Sequence[str] = ()


def quarters_open(now: datetime) -> Sequence[str]:
    """The quarters whose answers are taken at a moment: this one, and for a week the one before."""
    days = {danish_clock(moment).date() for moment in (now, now - STILL_COMES)}
    return sorted({f"{day.year}-{(day.month + 2) // 3}" for day in days})


def survey_state(period: Period, now: datetime) -> State:
    """Whether a period's answers may be told. No answer comes to a quarter that is told, so that no answer can be seen as the
    difference between two looks at it; nor by taking a month from a quarter, since months are not told."""
    if period.is_month:
        return "by-quarter"
    return "collecting" if now < period.end + STILL_COMES else "counted"


def survey_figures(tallies: Mapping[str, Tally]) -> SurveyFigures:
    """The figures of a quarter that is over, by app. What is told of all together is of those apps that are told."""
    enough = {app: tally for app, tally in sorted(tallies.items()) if tally.answers >= MIN_ANSWERS}
    figures = [_figure(app, tally) for app, tally in enough.items()]
    every = [_figure("", sum(enough.values(), Tally()))] if enough else []
    return SurveyFigures("counted", [*every, *figures], sorted(tallies.keys() - enough.keys()))


def _figure(app: str, tally: Tally) -> SurveyFigure:
    needs, easy = (_average(marks) for marks in (tally.needs, tally.easy))
    score = ((needs + easy) / 2 - 1) / (MAX_MARK - 1) * 100
    tenth = Decimal("0.1")
    return SurveyFigure(
        app,
        tally.answers,
        needs.quantize(tenth, ROUND_HALF_UP),
        easy.quantize(tenth, ROUND_HALF_UP),
        int(score.quantize(Decimal(1), ROUND_HALF_UP)),
    )


def _average(marks: Marks) -> Decimal:
    return Decimal(sum(mark * count for mark, count in enumerate(marks, 1))) / sum(marks)


def _one_more(marks: Marks, mark: int) -> Marks:
    return tuple(count + (place == mark) for place, count in enumerate(marks, 1))


def _added(marks: Marks, others: Marks) -> Marks:
    return tuple(count + other for count, other in zip(marks, others, strict=True))
