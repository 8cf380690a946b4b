"""Calculates the figures on effect and maintenance from the registrations each night, and stores them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared.domain.definition.draft_definition import is_draft
from shared.domain.delivery import Delivery
from shared.domain.delivery_status import Status
from shared.domain.evaluation.effect import RegistrationFacts, effects
from shared.domain.evaluation.effect_report import EffectRecord
from shared.domain.evaluation.maintenance import maintenance, worked_on
from shared.domain.evaluation.periods import Period, month_of, quarter_of
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.expressions.evaluator import evaluate
from shared.domain.ports import EffectRecords
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.domain.registration import Registration
from shared.domain.text.time_format import danish_clock
from shared.services.dependencies import Dependencies
from shared.services.withdrawal import begun

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled

NO_CASE_SYSTEM = "log"

STILL_MOVES = timedelta(days=31)
"""How long after its end a period's figures are calculated again: drafts and deliveries arrive late."""


def moving_periods(now: datetime) -> Sequence[Period]:
    """The months and quarters whose figures may still change: the current ones, and those that ended less than `STILL_MOVES`
    ago."""
    days = {danish_clock(moment).date() for moment in (now, now - STILL_MOVES)}
    months = {(day.year, day.month) for day in days}
    quarters = {(day.year, (day.month + 2) // 3) for day in days}
    return [*(month_of(*month) for month in sorted(months)), *(quarter_of(*quarter) for quarter in sorted(quarters))]


async def calculate_effects(
    periods: Sequence[Period], dependencies: Dependencies, records: EffectRecords, hours_app: str
) -> None:
    """Calculate and store the figures of these periods in one pass over the registrations. `hours_app` is the app in which hours
    of maintenance are registered. Raises `DependencyUnavailable`."""
    now = dependencies.clock()
    facts: dict[str, list[RegistrationFacts]] = {period.name: [] for period in periods}
    hours: dict[str, list[dict[str, Any]]] = {period.name: [] for period in periods}
    repeated = await _repeated(periods, dependencies)
    async for registration in dependencies.registrations.every():
        if is_draft(registration.app):
            continue
        within = [period for period in periods if period.start <= registration.received_at < period.end]
        if within:
            read = _facts(registration, dependencies, registration.id in repeated)
            for period in within:
                facts[period.name].append(read)
        if registration.app == hours_app and (day := worked_on(registration.answers)):
            for period in periods:
                if _first(period) <= day < _after(period):
                    hours[period.name].append(registration.answers)
    for period in periods:
        record = EffectRecord(effects(facts[period.name]), maintenance(hours[period.name]), now)
        await records.save(period.name, record)


async def _repeated(periods: Sequence[Period], dependencies: Dependencies) -> frozenset[Any]:
    months = {_first(month) for period in periods for month in period.months()}
    by_month = [await dependencies.repeats.of_month(month) for month in sorted(months)]
    return frozenset().union(*by_month)


def _first(period: Period) -> date:
    return danish_clock(period.start).date()


def _after(period: Period) -> date:
    return danish_clock(period.end).date()


def _facts(registration: Registration, dependencies: Dependencies, repeated: bool) -> RegistrationFacts:
    """The facts of a registration that are counted. Where its definition is gone the answers are not read."""
    facts = RegistrationFacts(
        app=registration.app,
        begun=begun(registration),
        visit=None,
        accepted=registration.received_at,
        delivered=_delivered(registration.deliveries),
        corrected=registration.revision > 1,
        refused=registration.status is Status.REFUSED,
        repeated=repeated,
        person=registration.person.key,
        effort=registration.effort,
    )
    try:
        compiled = dependencies.definitions.get(registration.app, registration.version).compiled
    except (UnknownApp, UnknownVersion):
        return facts
    questions, answered = _completeness(registration, compiled)
    visit, company = _visit(registration.answers, compiled), _company(registration.answers, compiled)
    return replace(facts, visit=visit, asked=questions, answered=answered, company=company)


def _delivered(deliveries: Sequence[Delivery]) -> datetime | None:
    """When the last of the case systems had taken it, by our own clock; None while one has not, and where it is delivered to
    none."""
    outside = [delivery for delivery in deliveries if delivery.target != NO_CASE_SYSTEM]
    if not outside or any(delivery.status is not Status.DELIVERED for delivery in outside):
        return None
    return max(delivery.status_at for delivery in outside)


def _visit(answers: dict[str, Any], compiled: Compiled) -> datetime | None:
    """When the visit took place: the moment that the definition is about (`in_force_on`) where that is a moment and not a day,
    else the first moment that the form prefills with the time of answering."""
    moments = [field for field in compiled.definition.written_fields if field.kind == "date-time"]
    chosen = [field.id for field in moments if field.id == compiled.definition.in_force_on]
    filled_in = [field.id for field in moments if field.default == "now"]
    value = answers.get(next(iter((*chosen, *filled_in)), ""))
    return datetime.fromisoformat(value).astimezone(UTC) if isinstance(value, str) else None


def _company(answers: dict[str, Any], compiled: Compiled) -> str:
    cvr_fields = (field.id for field in compiled.definition.written_fields if field.kind == "cvr")
    return next((str(answers[id]) for id in cvr_fields if id in answers), "")


def _completeness(registration: Registration, compiled: Compiled) -> tuple[int, int]:
    """How many questions the form showed, and how many of them were answered; a group counts as one question."""
    answered_at = registration.answered_at or registration.received_at
    context = replace(EvaluationContext.at(answered_at, registration.person), lists=compiled.lists)
    answers = registration.answers
    shown = [
        question.field.id
        for question in compiled.compiled_fields
        if question.is_written
        and question.field.has_answer
        and (question.visible is None or evaluate(question.visible.compiled, answers, answers, context) is True)
    ]
    return len(shown), sum(id in answers for id in shown)
