"""Gathers what a period cost and achieved, for the report's document and files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.resource_tables import Resources
from shared.domain.ports import EffectRecords, SurveyAnswers
from shared.services.consumption_report import MonthCost
from shared.services.survey import tell_answers


async def period_resources(
    period: Period, months: Sequence[MonthCost], effects: EffectRecords, answers: SurveyAnswers, now: datetime
) -> Resources:
    """The period's cost and effect; `months`: the costs of its months. Raises `DependencyUnavailable`."""
    costs = [(month.month, month.billed, month.parts) for month in months]
    opinions = await tell_answers(period, answers, now)
    return Resources(costs, await effects.of(period.name), await effects.before(), opinions)
