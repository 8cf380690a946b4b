"""Lets a person continue a stopped delivery of their own registration.

They have looked in the target system, had the cause of a refusal mended there, do not want to wait for the next try, or have
reported the visit in another way.
"""

from __future__ import annotations

from shared.domain.access.person import Person
from shared.domain.commands import MoveDelivery, ResolveDelivery
from shared.domain.delivery_states import Who
from shared.domain.problems import NotPossible, NotUncertain, UnknownRegistration
from shared.domain.registration import RegistrationEntry
from shared.services.dependencies import Dependencies
from shared.services.move_delivery import Mover, move_delivery
from shared.services.visible_definition import definition_for

_SETTLES = frozenset({"delivered", "send-again", "try-now"})


async def resolve_delivery(command: ResolveDelivery, person: Person, dependencies: Dependencies) -> RegistrationEntry:
    """Continue a stopped delivery as the person's command says.

    An uncertain delivery is `delivered`, or `send-again` by a person who has looked in the target system and not found it. A
    refused one can be retried, since its cause (an address, a party, a right) may have been mended in the target system, and so
    can one that waits; an uncertain one cannot be merely retried, since that needs a look first, and be sent again only when
    its target no longer works on it. What has certainly not been sent can be withdrawn, what has stopped can be closed with a
    reason, and what is closed can be reopened for a day.

    Of several deliveries it is the one to the target that the command names, or the one that needs attention most. Raises
    `UnknownRegistration`, `NotUncertain`, `NotPossible`, `BadRequest`; of two people who resolve at the same time one gets the
    second, and so does a person whose command says what was seen before the present state began.
    """
    registration = await dependencies.registrations.get(command.registration)
    if registration is None or registration.app != command.app:
        raise UnknownRegistration
    _may(command.app, person, dependencies)
    if command.target not in (None, *(delivery.target for delivery in registration.deliveries)):
        raise NotUncertain
    command_for_move = MoveDelivery(
        command.registration,
        command.outcome,
        command.target,
        command.reason,
        command.receipt,
        seen_at=command.seen_at,
    )
    try:
        moved = await move_delivery(command_for_move, Mover(person.key, person.name, Who.CONSULTANT), dependencies)
    except NotPossible as problem:
        if command.outcome in _SETTLES and problem.code == NotPossible.code:
            raise NotUncertain from None
        raise
    return moved.entry()


def _may(app: str, person: Person, dependencies: Dependencies) -> None:
    """Raise `UnknownApp` for a person who may no longer use the app. Where the app has no usable definition, the delivery can be
    resolved all the same."""
    if app in (served.facts.app for served in dependencies.definitions.all()):
        definition_for(app, None, person, dependencies.definitions)
