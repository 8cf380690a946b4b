"""Go on with a delivery that stopped: a person has looked in the target system, or had what was refused put right there, or
does not want to wait for the next try."""

from __future__ import annotations

from collections.abc import Mapping
import logging

from shared.domain.access.person import Person
from shared.domain.commands import Outcome, ResolveDelivery
from shared.domain.delivery import Delivery, Reason, Receipt, Status
from shared.domain.delivery_states import CONFIRMED, RETRIED, SENT_AGAIN, TRIED_NOW, Move
from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable, NotUncertain, UnknownRegistration
from shared.domain.registration import DeliveryKey, Entry, Registration
from shared.domain.waiting import entry_of
from shared.services.dependencies import Dependencies
from shared.services.visible_definition import definition_for

log = logging.getLogger("feltskema.settle")

_MOVES: Mapping[tuple[Status, Outcome], Move] = {
    (Status.UNCERTAIN, "delivered"): CONFIRMED,
    (Status.UNCERTAIN, "send-again"): SENT_AGAIN,
    (Status.REFUSED, "try-now"): RETRIED,
    (Status.REFUSED, "send-again"): RETRIED,  # As a page of before `try-now` says it.
    (Status.WAITING, "try-now"): TRIED_NOW,
    (Status.BLOCKED, "try-now"): TRIED_NOW,
}


async def resolve_delivery(command: ResolveDelivery, person: Person, dependencies: Dependencies) -> Entry:
    """Go on with an uncertain delivery by either outcome: `delivered`, or `send-again` by who has looked and not found it. A
    refused one can be tried now, since what the target said no to (an address, a party, a right) may have been put right there,
    and so can one that waits; whoever says so has looked at nothing, so an uncertain one is left alone. Of several deliveries it
    is that to the target which the command names, or the one that needs most.

    Raises `UnknownRegistration`, `NotUncertain`; two who resolve at once: one of them gets `NotUncertain`.
    """
    app, outcome = command.app, command.outcome
    registration = await dependencies.registrations.get(command.registration)
    if registration is None or registration.app != app:
        raise UnknownRegistration
    _may(app, person, dependencies)
    delivery = _meant(registration, command.target)
    move = _MOVES.get((delivery.status, outcome)) if delivery else None
    if delivery is None or move is None:
        raise NotUncertain
    try:
        if move is CONFIRMED:
            now = dependencies.clock()
            receipt = Receipt(id=command.receipt, at=now) if command.receipt else None
            settled = registration.move(move, delivery.target, now, Reason(code="confirmed"), receipt=receipt)
            stored = await dependencies.registrations.change(settled, settled.event(person.name, delivery.target))
        else:
            stored = await _send_again(registration, delivery, move, person, dependencies)
    except WriteConflict:
        raise NotUncertain from None
    if move is CONFIRMED:
        await _forget(stored.key.to(delivery.target), dependencies)
    return stored.entry()


def _meant(registration: Registration, target: str | None) -> Delivery | None:
    if target is None:
        return registration.delivery
    return next((delivery for delivery in registration.deliveries if delivery.target == target), None)


async def _forget(delivered: DeliveryKey, dependencies: Dependencies) -> None:
    try:
        await dependencies.registrations.remove_from_outbox(delivered)
    except DependencyUnavailable:
        log.warning("%s is delivered; the sweeper will take it out of the outbox", delivered)


def _may(app: str, person: Person, dependencies: Dependencies) -> None:
    """`UnknownApp` for who may not use the app any more. One without a usable definition is settled all the same."""
    if app in (served.facts.app for served in dependencies.definitions.all()):
        definition_for(app, None, person, dependencies.definitions)


async def _send_again(
    registration: Registration, delivery: Delivery, move: Move, person: Person, dependencies: Dependencies
) -> Registration:
    now = dependencies.clock()
    journal = _to_go_on_from(registration, delivery, move, dependencies)
    fields = {"journal": journal, "attempts": 0, "own_faults": 0, "waits": None}
    again = registration.move(move, delivery.target, now, Reason(code=move.name), **fields)
    # The outbox entry first: a row without one would never be found again if we stopped here.
    await dependencies.registrations.put_in_outbox(entry_of(again, delivery.target, now))
    stored = await dependencies.registrations.change(again, again.event(person.name, delivery.target))
    try:
        await dependencies.delivery_queue.send(stored.key.to(delivery.target))
    except DependencyUnavailable:
        log.warning("no message for %s; the sweeper will send it", stored.key)
    return stored


def _to_go_on_from(
    registration: Registration, delivery: Delivery, move: Move, dependencies: Dependencies
) -> dict[str, str]:
    if move is RETRIED:
        return {}  # Nothing is kept: what was refused may be what was uploaded.
    if move is TRIED_NOW:
        return delivery.journal
    definition = dependencies.definitions.get(registration.app, registration.version).compiled.definition
    return dict(dependencies.targets(delivery.target or definition.first_target).again(delivery.journal))
