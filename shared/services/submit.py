"""Take in a registration. The phone makes the id, so a repeat is harmless."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from shared.domain.attachments import AttachmentKey, attached
from shared.domain.calendar import is_date_time
from shared.domain.entities import Entity
from shared.domain.evaluation import Surroundings
from shared.domain.person import Person
from shared.domain.ports import AlreadyThere, Outbox, Registrations
from shared.domain.problems import BadRequest, Conflict, InvalidAnswers, InvalidId, OutOfReach, WrongClock
from shared.domain.registration import FINAL, Entry, Registration, Status, digest
from shared.domain.times import danish_clock
from shared.services.seen import seen
from shared.services.stored_answers import store_faults
from shared.services.work import Work

if TYPE_CHECKING:
    from shared.domain.definitions import Compiled

AHEAD = timedelta(hours=24)
"""How far ahead of ours a phone's clock may be."""

BEHIND = timedelta(days=31)
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


async def submit(app: str, id: str, body: dict[str, Any], person: Person, work: Work) -> Entry:
    """Store the answers of `body` (`{"version": int, "answers": {…}}`, and `"answeredAt"`, RFC 3339, where the phone
    says it) and send them on their way.

    The same id with the same content gives the same answer, and sends the message again where the registration is not
    delivered yet. Raises `InvalidId`, `UnknownApp`, `UnknownVersion`, `BadRequest`, `InvalidAnswers`, `WrongClock`,
    `Conflict`, `OutOfReach`; nothing is stored then.
    """
    key = registration_id(id)
    version, answers = _content(body)
    said, now = _answered_at(body), work.clock()
    definition = seen(app, version, person, work.definitions)
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
        await _check(registration, definition, said, work)
    except (InvalidAnswers, WrongClock):
        # A repeat is harmless, also when what was good then is not good now: the day moved on, a choice went away.
        there = await work.registrations.get(registration.pointer)
        if there is None or not _same(there, registration):
            raise
        stored = there
    else:
        if definition.definition.entity:
            await _not_anothers(registration, work)
        named = registration.model_copy(update={"title": definition.definition.name(answers)})
        stored = await _stored(named, work.registrations)
    if definition.definition.entity:
        await work.entities.keep(app, Entity(str(stored.id), stored.title), person.key)
    await _registered(stored, definition, work)
    if stored.status not in FINAL:
        await _sent(stored, work.outbox)
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
    return -BEHIND <= said - now <= AHEAD


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


async def _check(registration: Registration, definition: Compiled, said: datetime | None, work: Work) -> None:
    """`InvalidAnswers`, or `WrongClock` where the answers are good by a clock that is not believed."""
    answers, person, validator = registration.answers, registration.person, definition.validator
    if too_many := validator.overlong(answers):
        raise InvalidAnswers(errors=too_many)
    judged_at = registration.answered_at or registration.received_at
    faults = validator.faults(answers, Surroundings.at(judged_at, person))
    if faults and said and said != judged_at and not validator.faults(answers, Surroundings.at(said, person)):
        raise WrongClock(answered=f"{danish_clock(said):%Y-%m-%d}")
    faults = faults or await store_faults(definition.definition.fields, answers, registration.pointer, work)
    if faults:
        raise InvalidAnswers(errors=faults)


async def _not_anothers(registration: Registration, work: Work) -> None:
    """Ids of entities are known to all who choose among them, and rows lie apart a person: `Conflict` where another's entity has
    this id already. A row of before owners were kept is theirs who have the registration."""
    owner = await work.entities.owner(registration.app, str(registration.id))
    if owner in (None, registration.person.key):
        return
    if owner or await work.registrations.get(registration.pointer) is None:
        log.warning("not permitted: person %s at an entity of another's", registration.person.key)
        raise Conflict


def _same(one: Registration, other: Registration) -> bool:
    return (one.app, one.digest) == (other.app, other.digest)


async def _stored(registration: Registration, registrations: Registrations) -> Registration:
    try:
        return await registrations.add(registration)
    except AlreadyThere as taken:
        there = taken.registration
        if not _same(there, registration):
            raise Conflict from None
        return there


async def _registered(registration: Registration, definition: Compiled, work: Work) -> None:
    """The attachments are named now. Should that not be written, the clearing finds it out by itself."""
    named = attached(definition.definition.fields, registration.answers)
    keys = [AttachmentKey(registration.person.key, registration.id, one.id) for one in named]
    if not keys:
        return
    try:
        await work.unregistered.remove(keys)
    except OutOfReach:
        log.warning("the attachments of %s are still noted as waiting for it", registration.pointer)


async def _sent(registration: Registration, outbox: Outbox) -> None:
    """Row and pointer are stored: a message that cannot be sent now is sent by the sweeper."""
    try:
        await outbox.send(registration.pointer)
    except OutOfReach:
        log.warning("no message for %s; the sweeper will send it", registration.pointer)
