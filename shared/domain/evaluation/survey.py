"""Counts what people think of an app, by quarter: two questions with five marks, published only for many answers together."""

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
"""Marks are from 1, disagrees entirely, to 5, agrees entirely."""

MIN_ANSWERS = 5
"""Fewer answers are never published."""

STILL_COMES = timedelta(days=7)
"""How long after a quarter its answers are accepted: a phone without a network sends them later."""

SETTLES_AFTER = timedelta(days=14)
"""How long after a quarter what could say anything of one person is deleted: its answers have ended a week before."""

LOOK_BACK = 8
"""How many finished quarters are settled late, where the timer has stood still."""

Marks = tuple[int, ...]
"""How often each mark was given, from 1 up."""

NO_MARKS: Marks = (0,) * MAX_MARK

State = Literal["by-quarter", "collecting", "counted"]


@dataclass(frozen=True, slots=True)
class SurveyAnswer:
    """An answer. `id` is generated for it, and the phone forgets it when the answer is received; it only makes a retry harmless.
    `needs` and `easy` are the marks of the two questions."""

    id: UUID
    quarter: str
    app: str
    needs: int
    easy: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The marks of one app in one quarter. Which marks were given together is not stored."""

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
    """The results of a period. `state`: results are published for whole quarters only (`by-quarter`), and when no more answers
    can arrive (`collecting` until then). `figures` begins with all apps together, under an empty name; `too_few`: the apps with
    too few answers, or with a question to which all gave the same mark: an average would tell everybody's."""

    state: State
    figures: Sequence[SurveyFigure] = ()
    too_few: Sequence[str] = ()


def quarters_open(now: datetime) -> Sequence[str]:
    """The quarters whose answers are accepted at a moment: the current one, and for a week the previous one."""
    days = {danish_clock(moment).date() for moment in (now, now - STILL_COMES)}
    return sorted({f"{day.year}-{(day.month + 2) // 3}" for day in days})


def quarters_to_settle(now: datetime) -> Sequence[str]:
    """The quarters that ended at least `SETTLES_AFTER` ago, the newest first, as far back as is looked."""
    day = danish_clock(now - SETTLES_AFTER).date()
    current = day.year * 4 + (day.month - 1) // 3
    return [f"{number // 4}-{number % 4 + 1}" for number in range(current - 1, current - 1 - LOOK_BACK, -1)]


def settled(tally: Tally) -> Tally:
    """What is kept of an app's marks when its quarter is settled: all of them where they may be published, otherwise none."""
    return tally if _may_be_told(tally) else Tally()


def survey_state(period: Period, now: datetime) -> State:
    """Whether a period's results may be published.

    A published quarter accepts no more answers, so that no single answer can be seen as the difference between two results; nor
    by subtracting a month from a quarter, since months are not published.
    """
    if period.is_month:
        return "by-quarter"
    return "collecting" if now < period.end + STILL_COMES else "counted"


def survey_figures(tallies: Mapping[str, Tally]) -> SurveyFigures:
    """The results of a finished quarter, by app. The total covers only the apps that are published."""
    enough = {app: tally for app, tally in sorted(tallies.items()) if _may_be_told(tally)}
    figures = [_figure(app, tally) for app, tally in enough.items()]
    every = [_figure("", sum(enough.values(), Tally()))] if enough else []
    return SurveyFigures("counted", [*every, *figures], sorted(tallies.keys() - enough.keys()))


def _may_be_told(tally: Tally) -> bool:
    differ = all(max(marks) < tally.answers for marks in (tally.needs, tally.easy))
    return tally.answers >= MIN_ANSWERS and differ


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
