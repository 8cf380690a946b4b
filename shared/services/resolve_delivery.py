"""Go on with a delivery that stopped: a person has looked in the target system, or had what was refused put right there."""

from __future__ import annotations

import logging

from shared.domain.access.person import Person
from shared.domain.commands import ResolveDelivery
from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable, NotUncertain, UnknownRegistration
from shared.domain.registration import Entry, Reason, Receipt, Registration, Status
from shared.services.dependencies import Dependencies
from shared.services.visible_definition import definition_for

log = logging.getLogger("feltskema.settle")


async def resolve_delivery(command: ResolveDelivery, person: Person, dependencies: Dependencies) -> Entry:
    """Go on with an uncertain delivery by either outcome. A refused one can be sent again, since what the target said no to (an
    address, a party, a right) may have been put right there.

    Raises `UnknownRegistration`, `NotUncertain`; two who resolve at once: one of them gets `NotUncertain`.
    """
    app, outcome = command.app, command.outcome
    registration = await dependencies.registrations.get(command.registration)
    if registration is None or registration.app != app:
        raise UnknownRegistration
    _may(app, person, dependencies)
    if registration.status is not Status.UNCERTAIN and (registration.status, outcome) != (Status.REFUSED, "send-again"):
        raise NotUncertain
    try:
        if outcome == "delivered":
            now = dependencies.clock()
            receipt = Receipt(id=command.receipt, at=now) if command.receipt else None
            settled = registration.moved(Status.DELIVERED, now, Reason(code="confirmed"), receipt=receipt)
            return (await dependencies.registrations.change(settled, settled.event(person.name))).entry()
        return (await _send_again(registration, person, dependencies)).entry()
    except WriteConflict:
        raise NotUncertain from None


def _may(app: str, person: Person, dependencies: Dependencies) -> None:
    """`UnknownApp` for who may not use the app any more. One without a usable definition is settled all the same."""
    if app in (served.facts.app for served in dependencies.definitions.all()):
        definition_for(app, None, person, dependencies.definitions)


async def _send_again(registration: Registration, person: Person, dependencies: Dependencies) -> Registration:
    refused = registration.status is Status.REFUSED
    reason = Reason(code="retried" if refused else "sent-again")
    # After a refusal nothing is kept: what was refused may be what was uploaded.
    journal = {} if refused else _to_go_on_from(registration, dependencies)
    again = registration.moved(Status.RECEIVED, dependencies.clock(), reason, journal=journal, attempts=0)
    # The outbox entry first: a row without one would never be found again if we stopped here. And once more: whoever read the
    # row while it was final may have deleted it meanwhile (`shared/services/pending_index.py`).
    await dependencies.registrations.add_to_outbox(again.key)
    stored = await dependencies.registrations.change(again, again.event(person.name))
    await dependencies.registrations.add_to_outbox(stored.key)
    try:
        await dependencies.delivery_queue.send(stored.key)
    except DependencyUnavailable:
        log.warning("no message for %s; the sweeper will send it", stored.key)
    return stored


def _to_go_on_from(registration: Registration, dependencies: Dependencies) -> dict[str, str]:
    definition = dependencies.definitions.get(registration.app, registration.version).compiled.definition
    return dict(dependencies.targets(definition.target).again(registration.journal))
