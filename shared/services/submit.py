"""Take in a registration. The phone makes the id, so a repeat is harmless."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import logging
from typing import Any
from uuid import UUID

from shared.domain.calendar import is_date_time
from shared.domain.entities import Entity
from shared.domain.evaluation import Surroundings
from shared.domain.person import Person
from shared.domain.ports import AlreadyThere, Outbox, Registrations
from shared.domain.problems import BadRequest, Conflict, InvalidAnswers, InvalidId, OutOfReach, UnknownApp
from shared.domain.registration import FINAL, Entry, Pointer, Registration, Status, digest
from shared.services.stored_answers import store_faults
from shared.services.work import Work

AHEAD = timedelta(hours=24)
"""How far ahead of ours a phone's clock may be."""

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
    delivered yet. Raises `InvalidId`, `UnknownApp`, `UnknownVersion`, `BadRequest`, `InvalidAnswers`, `Conflict`,
    `OutOfReach`; nothing is stored then.
    """
    key = registration_id(id)
    version, answers = _content(body)
    now = work.clock()
    answered_at = _answered_at(body, now)
    definition = work.definitions.get(app, version)
    if not definition.definition.for_roles(person.roles):
        raise UnknownApp(app=app)
    faults = definition.validator.faults(answers, Surroundings.at(answered_at or now, person))
    if faults:
        raise InvalidAnswers(errors=faults)
    fields = definition.definition.fields
    faults = await store_faults(fields, answers, Pointer(person_key=person.key, id=key), work)
    if faults:
        raise InvalidAnswers(errors=faults)
    registration = Registration(
        id=key,
        app=app,
        version=version,
        title=definition.definition.name(answers),
        status=Status.MODTAGET,
        status_at=now,
        received_at=now,
        answered_at=answered_at,
        person=person,
        answers=answers,
        digest=digest(app, version, answers),
    )
    stored = await _stored(registration, work.registrations)
    if definition.definition.entity:
        await work.entities.keep(app, Entity(str(stored.id), stored.title))
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


def _answered_at(body: dict[str, Any], now: datetime) -> datetime | None:
    """When the phone says that the registration was answered. A clock that is over a day ahead is not believed."""
    said = body.get("answeredAt")
    if said is None:
        return None
    if not isinstance(said, str) or not is_date_time(said):
        raise BadRequest(name="answeredAt")
    # A year that no UTC moment has, e.g. 0001-01-01 east of Greenwich, is no time of an answer.
    if not "1970" <= said[:4] <= "9998":
        raise BadRequest(name="answeredAt")
    moment = datetime.fromisoformat(said).astimezone(UTC)
    return None if moment - now > AHEAD else moment


async def _stored(registration: Registration, registrations: Registrations) -> Registration:
    try:
        return await registrations.add(registration)
    except AlreadyThere as taken:
        there = taken.registration
        if (there.app, there.digest) != (registration.app, registration.digest):
            raise Conflict from None
        return there


async def _sent(registration: Registration, outbox: Outbox) -> None:
    """Row and pointer are stored: a message that cannot be sent now is sent by the sweeper."""
    try:
        await outbox.send(registration.pointer)
    except OutOfReach:
        log.warning("no message for %s; the sweeper will send it", registration.pointer)
