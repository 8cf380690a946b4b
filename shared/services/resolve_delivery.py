"""Go on with a delivery of one's own that stopped: a person has looked in the target system, had what was refused put right
there, does not want to wait for the next try, or has seen to it by another way."""

from __future__ import annotations

from shared.domain.access.person import Person
from shared.domain.commands import MoveDelivery, ResolveDelivery
from shared.domain.delivery_states import Who
from shared.domain.problems import NotPossible, NotUncertain, UnknownRegistration
from shared.domain.registration import Entry
from shared.services.dependencies import Dependencies
from shared.services.move_delivery import Mover, move_delivery
from shared.services.visible_definition import definition_for

_SETTLES = frozenset({"delivered", "send-again", "try-now"})


async def resolve_delivery(command: ResolveDelivery, person: Person, dependencies: Dependencies) -> Entry:
    """Go on with an uncertain delivery by either outcome: `delivered`, or `send-again` by who has looked and not found it. A
    refused one can be tried now, since what the target said no to (an address, a party, a right) may have been put right there,
    and so can one that waits; whoever says so has looked at nothing, so an uncertain one is left alone. What has not gone out can
    be withdrawn, what stopped closed with a reason, and what was closed opened again for a day. Of several deliveries it is that
    to the target which the command names, or the one that needs most.

    Raises `UnknownRegistration`, `NotUncertain`, `NotPossible`, `BadRequest`; of two who resolve at once one gets the second, and
    so does who says what they saw before it came to stand so.
    """
    registration = await dependencies.registrations.get(command.registration)
    if registration is None or registration.app != command.app:
        raise UnknownRegistration
    _may(command.app, person, dependencies)
    if command.target not in (None, *(delivery.target for delivery in registration.deliveries)):
        raise NotUncertain
    wanted = MoveDelivery(
        command.registration,
        command.outcome,
        command.target,
        command.reason,
        command.receipt,
        seen_at=command.seen_at,
    )
    try:
        moved = await move_delivery(wanted, Mover(person.key, person.name, Who.CONSULTANT), dependencies)
    except NotPossible:
        if command.outcome in _SETTLES:
            raise NotUncertain from None
        raise
    return moved.entry()


def _may(app: str, person: Person, dependencies: Dependencies) -> None:
    """`UnknownApp` for who may not use the app any more. One without a usable definition is settled all the same."""
    if app in (served.facts.app for served in dependencies.definitions.all()):
        definition_for(app, None, person, dependencies.definitions)
