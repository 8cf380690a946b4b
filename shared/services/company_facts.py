"""Completes a registration with facts from the CVR register before delivery, where the phone could not look them up: what the
target has been sent cannot be corrected later."""

from __future__ import annotations

from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Any

from shared.domain.answers.company_facts import Unasked, filled_in, unasked, unit_elsewhere, with_answer
from shared.domain.entities import Entity
from shared.domain.expressions.evaluation_context import EvaluationContext
from shared.domain.failures import Unavailable
from shared.domain.problems import DependencyUnavailable
from shared.services.card import card_of
from shared.services.dependencies import Dependencies
from shared.services.journal import RowJournal

if TYPE_CHECKING:
    from shared.domain.answers.validator import Validator
    from shared.domain.company import Company

REGISTER_PATIENCE = timedelta(hours=4)
"""How long after its receipt a registration waits for a register that does not answer; after that it is delivered without the
facts."""

log = logging.getLogger("feltskema.deliver")


async def complete_company_facts(journal: RowJournal, dependencies: Dependencies) -> None:
    """Complete the journal's registration with the register's facts, and store it.

    Asks the register nothing where the phone's own look-up succeeded, and changes nothing once the first step towards a target
    has been taken. Raises `WriteConflict`, and `Unavailable` while the register does not answer.
    """
    registration = journal.registration
    if any(delivery.journal for delivery in registration.deliveries):
        return
    compiled = dependencies.definitions.get(registration.app, registration.version).compiled
    fields, answers = compiled.definition.fields, registration.answers
    context = EvaluationContext.at(registration.answered_at or registration.received_at, registration.person)
    for number in unasked(fields, registration.answers):
        company = await _company(number, journal, dependencies)
        for path, value in filled_in(number, company) if company else ():
            answers = _if_valid(with_answer(answers, path, value), answers, compiled.validator, context)
    if answers == registration.answers:
        return
    title = compiled.definition.name(answers)
    await journal.completed(answers, title, card_of(compiled.definition, answers))
    if compiled.definition.entity:
        await dependencies.entities.save(registration.app, Entity(str(registration.id), title), registration.person.key)


async def _company(number: Unasked, journal: RowJournal, dependencies: Dependencies) -> Company | None:
    """The company with the chosen unit among its units, also where the register returns only the first of them."""
    register = dependencies.companies()
    try:
        company = await register.company(number.cvr)
        if company is None or (chosen := unit_elsewhere(number, company)) is None:
            return company
        page = await register.units(number.cvr, chosen, limit=1)
        return company.model_copy(update={"units": (*company.units, *page.items)})
    except DependencyUnavailable:
        if dependencies.clock() - journal.registration.received_at < REGISTER_PATIENCE:
            raise Unavailable("register-unavailable") from None
        log.warning("%s: goes without what the register says", journal.registration.key)
        return None


def _if_valid(
    changed: dict[str, Any], answers: dict[str, Any], validator: Validator, context: EvaluationContext
) -> dict[str, Any]:
    """The changed answers where they are valid, otherwise the old ones: a field that is not relevant takes no answer, and a fact
    must not break a rule of the form."""
    return answers if validator.faults(changed, context) else changed
