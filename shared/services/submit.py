"""Take in a registration. The phone makes the id, so a repeat is harmless."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.domain.access.person import Person
from shared.domain.answers.attached import attached
from shared.domain.attachments import AttachmentKey
from shared.domain.calendar import is_date_time
from shared.domain.entities import Entity
from shared.domain.expressions.evaluator import EvaluationContext
from shared.domain.ports import AlreadyExists, DeliveryQueue, Registrations
from shared.domain.problems import BadRequest, Conflict, DependencyUnavailable, InvalidAnswers, InvalidId, WrongClock
from shared.domain.registration import FINAL, Entry, Registration, Status, digest
from shared.domain.text.time_format import danish_clock
from shared.services.dependencies import Dependencies
from shared.services.stored_answers import store_faults
from shared.services.visible_definition import definition_for

if TYPE_CHECKING:
    from shared.domain.definition.compiled_definition import Compiled

MAX_CLOCK_AHEAD = timedelta(hours=24)
"""How far ahead of ours a phone's clock may be."""

MAX_CLOCK_BEHIND = timedelta(days=31)
"""How long ago a registration may say that it was answered: a draft waits for a network for days, sometimes for a holiday.
Longer ago it is judged by today, so that no clock reaches back behind a deadline for good."""

log = logging.getLogger("feltskema.submit")


def registration_id(text: str) -> UUID:
    """A UUIDv7 (RFC 9562) in its canonical form. Its time orders the store, so no other version will do. `InvalidId`."""
    try:
        id = UUID(text)
    except ValueError:
        raise InvalidId from None
    if id.version != 7 or str(id) != text:
        raise InvalidId
    return id


async def submit(app: str, id: str, body: dict[str, Any], person: Person, dependencies: Dependencies) -> Entry:
    """Store the answers of `body` (`{"version": int, "answers": {…}}`, and `"answeredAt"`, RFC 3339, where the phone
    says it) and send them on their way.

    The same id with the same content gives the same answer, and sends the message again where the registration is not
    delivered yet. Raises `InvalidId`, `UnknownApp`, `UnknownVersion`, `BadRequest`, `InvalidAnswers`, `WrongClock`,
    `Conflict`, `DependencyUnavailable`; nothing is stored then.
    """
    key = registration_id(id)
    version, answers = _content(body)
    said, now = _answered_at(body), dependencies.clock()
    compiled = definition_for(app, version, person, dependencies.definitions).compiled
    registration = Registration(
        id=key,
        app=app,
        version=version,
        title="",
        status=Status.RECEIVED,
        status_at=now,
        received_at=now,
        answered_at=said if said and is_believed(said, now) else None,
        person=person,
        answers=answers,
        digest=digest(app, version, answers),
    )
    try:
        await _check(registration, compiled, said, dependencies)
    except (InvalidAnswers, WrongClock):
        # A repeat is harmless, also when what was good then is not good now: the day moved on, a choice went away.
        there = await dependencies.registrations.get(registration.key)
        if there is None or not _same(there, registration):
            raise
        stored = there
    else:
        if compiled.definition.entity:
            await _not_anothers(registration, dependencies)
        named = registration.model_copy(update={"title": compiled.definition.name(answers)})
        stored = await _stored(named, dependencies.registrations)
    if compiled.definition.entity:
        await dependencies.entities.keep(app, Entity(str(stored.id), stored.title), person.key)
    await _registered(stored, compiled, dependencies)
    if stored.status not in FINAL:
        await _sent(stored, dependencies.delivery_queue)
    return stored.entry()


def _content(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    version, answers = body.get("version"), body.get("answers")
    if not isinstance(version, int) or isinstance(version, bool):
        raise BadRequest(name="version")
    if not isinstance(answers, dict):
        raise BadRequest(name="answers")
    if unknown := body.keys() - {"version", "answers", "answeredAt"}:
        raise BadRequest(name=", ".join(sorted(unknown))[:100])
    return version, answers


def is_believed(said: datetime, now: datetime) -> bool:
    """Whether a phone's clock may be right."""
    return -MAX_CLOCK_BEHIND <= said - now <= MAX_CLOCK_AHEAD


def _answered_at(body: dict[str, Any]) -> datetime | None:
    """When the phone says that the registration was answered."""
    said = body.get("answeredAt")
    if said is None:
        return None
    if not isinstance(said, str) or not is_date_time(said):
        raise BadRequest(name="answeredAt")
    # A year that no UTC moment has, e.g. 0001-01-01 east of Greenwich, is no time of an answer.
    if not "1970" <= said[:4] <= "9998":
        raise BadRequest(name="answeredAt")
    return datetime.fromisoformat(said).astimezone(UTC)


async def _check(
    registration: Registration, compiled: Compiled, said: datetime | None, dependencies: Dependencies
) -> None:
    """`InvalidAnswers`, or `WrongClock` where the answers are good by a clock that is not believed."""
    answers, person, validator = registration.answers, registration.person, compiled.validator
    if too_many := validator.overlong(answers):
        raise InvalidAnswers(errors=too_many)
    judged_at = registration.answered_at or registration.received_at
    faults = validator.faults(answers, EvaluationContext.at(judged_at, person))
    if faults and said and said != judged_at and not validator.faults(answers, EvaluationContext.at(said, person)):
        raise WrongClock(answered=f"{danish_clock(said):%Y-%m-%d}")
    faults = faults or await store_faults(compiled.definition.fields, answers, registration.key, dependencies)
    if faults:
        raise InvalidAnswers(errors=faults)


async def _not_anothers(registration: Registration, dependencies: Dependencies) -> None:
    """Ids of entities are known to all who choose among them, and rows lie apart a person: `Conflict` where another's entity has
    this id already. A row of before owners were kept is theirs who have the registration."""
    owner = await dependencies.entities.owner(registration.app, str(registration.id))
    if owner in (None, registration.person.key):
        return
    if owner or await dependencies.registrations.get(registration.key) is None:
        log.warning("not permitted: person %s at an entity of another's", registration.person.key)
        raise Conflict


def _same(one: Registration, other: Registration) -> bool:
    return (one.app, one.digest) == (other.app, other.digest)


async def _stored(registration: Registration, registrations: Registrations) -> Registration:
    try:
        return await registrations.add(registration)
    except AlreadyExists as taken:
        there = taken.registration
        if not _same(there, registration):
            raise Conflict from None
        return there


async def _registered(registration: Registration, compiled: Compiled, dependencies: Dependencies) -> None:
    """The attachments are named now. Should that not be written, the clearing finds it out by itself."""
    named = attached(compiled.definition.fields, registration.answers)
    keys = [AttachmentKey(registration.person.key, registration.id, one.id) for one in named]
    if not keys:
        return
    try:
        await dependencies.unregistered.remove(keys)
    except DependencyUnavailable:
        log.warning("the attachments of %s are still noted as waiting for it", registration.key)


async def _sent(registration: Registration, delivery_queue: DeliveryQueue) -> None:
    """Row and outbox entry are stored: a message that cannot be sent now is sent by the sweeper."""
    try:
        await delivery_queue.send(registration.key)
    except DependencyUnavailable:
        log.warning("no message for %s; the sweeper will send it", registration.key)
