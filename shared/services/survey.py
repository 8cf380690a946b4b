"""Accepts answers of the survey, reads the results of a period, and deletes what could say anything of one person."""

from __future__ import annotations

from datetime import datetime
import logging

from shared.domain.access.person import Person
from shared.domain.definition.draft_definition import is_draft
from shared.domain.evaluation.periods import Period
from shared.domain.evaluation.survey import (
    SurveyAnswer,
    SurveyFigures,
    quarters_open,
    quarters_to_settle,
    survey_figures,
    survey_state,
)
from shared.domain.ports import Definitions, SurveyAnswers
from shared.domain.problems import PeriodRefused
from shared.services.visible_definition import definition_for

log = logging.getLogger("feltskema.survey")


async def take_answer(
    answer: SurveyAnswer, person: Person, definitions: Definitions, answers: SurveyAnswers, now: datetime
) -> None:
    """Count an answer without recording who gave it: the person is only checked to be allowed to use the app.

    Raises `UnknownApp`, `PeriodRefused` for an app without a survey and for a quarter that accepts no answers now, and
    `DependencyUnavailable`.
    """
    compiled = definition_for(answer.app, None, person, definitions).compiled
    has_survey = not is_draft(answer.app) and "survey" in compiled.definition.measures
    if not has_survey or answer.quarter not in quarters_open(now):
        raise PeriodRefused("survey-closed")
    await answers.add(answer)


async def published_figures(period: Period, answers: SurveyAnswers, now: datetime) -> SurveyFigures:
    """The results of a period that may be published. Raises `DependencyUnavailable`."""
    state = survey_state(period, now)
    return survey_figures(await answers.of(period.name)) if state == "counted" else SurveyFigures(state)


async def settle_answers(answers: SurveyAnswers, now: datetime) -> None:
    """Delete what the survey's finished quarters hold beside the counts that are published: the ids, and the marks of apps with
    too few answers. Safe at any time and again, and after quarters without a run. Raises `DependencyUnavailable`."""
    for quarter in quarters_to_settle(now):
        if changed := await answers.settle(quarter):
            log.info("the survey of %s is settled: %d rows", quarter, changed)
