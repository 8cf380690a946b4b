"""Gathers what a period cost and achieved, for the report's document and files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shared.domain.evaluation.changes import BeginDays, changes_of
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.resource_tables import CostsOfMonth, Resources
from shared.domain.ports import ChangeRecords, Definitions, EffectRecords, SurveyAnswers
from shared.services.consumption_report import MonthCost
from shared.services.survey import published_figures


@dataclass(frozen=True, slots=True)
class EffectSources:
    """Where the figures of effect, opinions and changes come from, and the titles of the apps."""

    effects: EffectRecords
    answers: SurveyAnswers
    changes: ChangeRecords
    begun: BeginDays
    definitions: Definitions


async def period_resources(
    period: Period, months: Sequence[MonthCost], sources: EffectSources, now: datetime
) -> Resources:
    """The period's cost and effect; `months`: the costs of its months. Raises `DependencyUnavailable`."""
    costs = [CostsOfMonth(month.month, month.billed, month.parts, month.unknown, month.unpriced) for month in months]
    opinions = await published_figures(period, sources.answers, now)
    changes = changes_of(period, await sources.changes.all(), sources.begun)
    record, before = await sources.effects.of(period.name), await sources.effects.before()
    titles = {served.facts.app: served.facts.title for served in sources.definitions.all()}
    return Resources(costs, record, before, opinions, changes, titles)
