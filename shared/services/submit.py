"""Accepts a registration. The phone makes its id, which is the idempotency key: sent twice, it is stored once."""

from __future__ import annotations

import asyncio
from datetime import datetime
import logging
from typing import TYPE_CHECKING

from shared.domain.access.person import Person
from shared.domain.answers.attached import attached
from shared.domain.answers.cpr_guard import doubtful_texts
from shared.domain.attachments import AttachmentKey
from shared.domain.commands import SubmitRegistration
from shared.domain.definition.cases import case_of
from shared.domain.delivery_states import NOT_RETRIED
from shared.domain.entities import Entity
from shared.domain.ports import AlreadyExists, DeliveryQueue
from shared.domain.problems import (
    Conflict,
    DependencyUnavailable,
    InvalidAnswers,
    NotCorrectable,
    Withdrawn,
    WrongClock,
)
from shared.domain.registration import Registration, RegistrationEntry
from shared.domain.text.time_format import danish_clock
from shared.services.card import card_of
from shared.services.correct import correct
from shared.services.dependencies import Dependencies
from shared.services.judge import Judged, judge
from shared.services.stored_answers import store_faults

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled
    from shared.domain.definition.definition import Definition

log = logging.getLogger("feltskema.submit")


async def submit(command: SubmitRegistration, person: Person, dependencies: Dependencies) -> RegistrationEntry:
    """Store the answers and their deliveries; a correction replaces what was refused.

    When it returns, row and outbox entries are stored, which is what "received" promises. The messages are sent right after it.

    The same id with the same content gives the same answer, and sends the message again where the registration is not delivered
    yet. Raises `UnknownApp`, `UnknownVersion`, `DraftGone`, `Withdrawn`, `InvalidAnswers`, `WrongClock`, `Conflict`,
    `NotCorrectable`, `DependencyUnavailable`; nothing is stored then.
    """
    return await accept(judge(command, person, dependencies), dependencies)


async def accept(judged: Judged, dependencies: Dependencies) -> RegistrationEntry:
    """Do what `submit` does, for what has been judged."""
    command, compiled, registration = judged.command, judged.compiled, judged.registration
    try:
        await _check(judged, dependencies)
    except (InvalidAnswers, WrongClock, Withdrawn):
        # A repeat gets the same answer, even when what was valid then no longer is: the day has changed, an option is gone.
        earlier = await dependencies.registrations.get(registration.key)
        if earlier is None or not _same_content(earlier, registration):
            raise
        await _note_repeat(earlier, registration.received_at, dependencies)
        stored = earlier
    else:
        if compiled.definition.entity:
            await _check_owner(registration, dependencies)
        stored = await _store(_as_listed(registration, compiled.definition), command.corrects, dependencies)
    if compiled.definition.entity:
        await dependencies.entities.save(command.app, Entity(str(stored.id), stored.title), stored.person.key)
    await _mark_registered(stored, compiled, dependencies)
    await dependencies.afterwards(_send_messages(stored, dependencies.delivery_queue))
    return stored.entry()


async def _check(judged: Judged, dependencies: Dependencies) -> None:
    """Raise the reason why the registration is invalid; checks that read the store come last."""
    if judged.problem is not None:
        raise judged.problem
    registration = judged.registration
    fields = judged.compiled.definition.fields
    if faults := await store_faults(fields, registration.answers, registration.key, dependencies):
        raise InvalidAnswers(errors=faults)


async def _check_owner(registration: Registration, dependencies: Dependencies) -> None:
    """Raise `Conflict` where another person's entity has this id: everybody who chooses among entities sees their ids. A row
    stored before owners were recorded belongs to whoever has the registration."""
    owner = await dependencies.entities.owner(registration.app, str(registration.id))
    if owner in (None, registration.person.key):
        return
    if owner or await dependencies.registrations.get(registration.key) is None:
        log.warning("not permitted: person %s at an entity of another's", registration.person.key)
        raise Conflict


def _same_content(registration: Registration, other: Registration) -> bool:
    return (registration.app, registration.digest) == (other.app, other.digest)


def _as_listed(registration: Registration, definition: Definition) -> Registration:
    """The registration with what lists show of it; of the texts that the person says hold no CPR number, only those that look
    like one are kept."""
    answers = registration.answers
    doubtful = doubtful_texts(definition.fields, answers) if registration.not_cpr else {}
    listed = {
        "title": definition.name(answers),
        "card": card_of(definition, answers),
        "follow_up": definition.follow_up_day(answers),
        "case": case_of(definition, answers),
        "not_cpr": tuple(path for path in doubtful if path in registration.not_cpr),
    }
    return registration.model_copy(update=listed)


async def _store(registration: Registration, corrects: int | None, dependencies: Dependencies) -> Registration:
    try:
        return await dependencies.registrations.add(registration)
    except AlreadyExists as taken:
        earlier = taken.registration
    # The same content sent again is a correction too, where the stored revision is the one that was refused; after that it is a
    # repeat.
    if corrects is not None and earlier.app == registration.app and earlier.revision == corrects:
        return await correct(earlier, registration, corrects, dependencies)
    if not _same_content(earlier, registration):
        raise Conflict if corrects is None else NotCorrectable
    await _note_repeat(earlier, registration.received_at, dependencies)
    return earlier


async def _note_repeat(stored: Registration, now: datetime, dependencies: Dependencies) -> None:
    """Record for the evaluation that a registration was sent again and stored once. What cannot be recorded is not counted."""
    try:
        await dependencies.repeats.note(stored.id, danish_clock(now).date())
    except DependencyUnavailable:
        log.warning("that %s came again was not counted", stored.key)


async def _mark_registered(registration: Registration, compiled: Compiled, dependencies: Dependencies) -> None:
    """Record that a registration names its attachments now. Where this fails, the clearing of attachments finds out by itself."""
    named = attached(compiled.definition.fields, registration.answers)
    keys = [AttachmentKey(registration.person.key, registration.id, attachment.id) for attachment in named]
    if not keys:
        return
    try:
        await dependencies.unregistered.remove(keys)
    except DependencyUnavailable:
        log.warning("the attachments of %s are still noted as waiting for it", registration.key)


async def _send_messages(registration: Registration, delivery_queue: DeliveryQueue) -> None:
    """Send the message of each delivery that continues automatically. Row and outbox entries are stored, so the sweeper sends
    what cannot be sent now, or was not sent because the process ended."""
    targets = [delivery.target for delivery in registration.deliveries if delivery.status not in NOT_RETRIED]
    sendings = (delivery_queue.send(registration.key.to(target)) for target in targets)
    for outcome in await asyncio.gather(*sendings, return_exceptions=True):
        if isinstance(outcome, DependencyUnavailable):
            log.warning("no message for %s; the sweeper will send it", registration.key)
        elif isinstance(outcome, BaseException):
            raise outcome
