"""Judges what a phone has sent by its definition, without a look into any store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shared.domain.access.person import Person
from shared.domain.answers.cpr_guard import cpr_faults
from shared.domain.clocks import MAX_CLOCK_AHEAD, MAX_CLOCK_BEHIND
from shared.domain.commands import SubmitRegistration
from shared.domain.delivery import Delivery
from shared.domain.delivery_status import Status
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.problems import InvalidAnswers, Problem, Withdrawn, WrongClock
from shared.domain.registration import Registration, digest
from shared.domain.text.time_format import danish_clock
from shared.services.dependencies import Dependencies
from shared.services.visible_definition import definition_for
from shared.services.withdrawal import refuse_if_withdrawn

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled


@dataclass(frozen=True, slots=True)
class Judged:
    """What was sent, as the registration that it would be. `problem`: why it is not valid, if it is not."""

    command: SubmitRegistration
    compiled: Compiled
    registration: Registration
    problem: Problem | None = None


def judge(command: SubmitRegistration, person: Person, dependencies: Dependencies) -> Judged:
    """Validate the answers by their definition. Raises `UnknownApp`, `UnknownVersion`, `DraftGone`."""
    compiled = definition_for(command.app, command.version, person, dependencies.definitions).compiled
    registration = _registration(command, compiled, person, dependencies.clock())
    try:
        refuse_if_withdrawn(registration, dependencies)
        _check(registration, compiled, command.answered_at)
    except (InvalidAnswers, WrongClock, Withdrawn) as problem:
        return Judged(command, compiled, registration, problem)
    return Judged(command, compiled, registration)


def _registration(command: SubmitRegistration, compiled: Compiled, person: Person, now: datetime) -> Registration:
    answered_at = command.answered_at
    return Registration(
        id=command.id,
        app=command.app,
        version=command.version,
        title="",
        status=Status.RECEIVED,
        status_at=now,
        received_at=now,
        target=next(iter(compiled.definition.destinations), ""),
        answered_at=answered_at if answered_at and is_believed(answered_at, now) else None,
        person=person,
        answers=command.answers,
        digest=digest(command.app, command.version, command.answers),
        not_cpr=command.not_cpr,
        effort=command.effort if "effort" in compiled.definition.measures else None,
        deliveries=tuple(
            Delivery(target=target, status=Status.RECEIVED, status_at=now)
            for target in compiled.definition.destinations
        ),
    )


def is_believed(answered_at: datetime, now: datetime) -> bool:
    """Whether the phone's clock is plausible."""
    return -MAX_CLOCK_BEHIND <= answered_at - now <= MAX_CLOCK_AHEAD


def _check(registration: Registration, compiled: Compiled, answered_at: datetime | None) -> None:
    """Validate the answers. Raises `InvalidAnswers`, or `WrongClock` where they are valid only by an implausible clock."""
    answers, person, validator = registration.answers, registration.person, compiled.validator
    if too_many := validator.overlong(answers):
        raise InvalidAnswers(errors=too_many)
    judged_at = registration.answered_at or registration.received_at
    faults = validator.faults(answers, EvaluationContext.at(judged_at, person))
    doubted = answered_at if answered_at != judged_at else None
    if faults and doubted and not validator.faults(answers, EvaluationContext.at(doubted, person)):
        raise WrongClock(answered=f"{danish_clock(doubted):%Y-%m-%d}")
    form = compiled.definition
    forbidden = form.cpr_in_texts == "forbid"
    faults = faults or cpr_faults(form.fields, answers, forbidden, registration.not_cpr)
    if faults:
        raise InvalidAnswers(errors=faults)
