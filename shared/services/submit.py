"""Take in a registration. The phone makes the id, so a repeat is harmless."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from shared.domain.person import Person
from shared.domain.ports import AlreadyThere, Outbox, Registrations
from shared.domain.problems import BadRequest, Conflict, InvalidAnswers, InvalidId, OutOfReach
from shared.domain.registration import FINAL, Entry, Registration, Status, digest
from shared.services.work import Work

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
    """Store the answers of `body` (`{"version": int, "answers": {…}}`) and send them on their way.

    The same id with the same content gives the same answer, and sends the message again where the registration is not
    delivered yet. Raises `InvalidId`, `UnknownApp`, `UnknownVersion`, `BadRequest`, `InvalidAnswers`, `Conflict`,
    `OutOfReach`; nothing is stored then.
    """
    key = registration_id(id)
    version, answers = _content(body)
    definition = work.definitions.get(app, version)
    faults = definition.validator.faults(answers)
    if faults:
        raise InvalidAnswers(errors=faults)
    now = work.clock()
    registration = Registration(
        id=key,
        app=app,
        version=version,
        title=definition.definition.name(answers),
        status=Status.MODTAGET,
        status_at=now,
        received_at=now,
        person=person,
        answers=answers,
        digest=digest(app, version, answers),
    )
    stored = await _stored(registration, work.registrations)
    if stored.status not in FINAL:
        await _sent(stored, work.outbox)
    return stored.entry()


def _content(body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    version, answers = body.get("version"), body.get("answers")
    if not isinstance(version, int) or isinstance(version, bool):
        raise BadRequest(name="version")
    if not isinstance(answers, dict):
        raise BadRequest(name="answers")
    if unknown := body.keys() - {"version", "answers"}:
        raise BadRequest(name=", ".join(sorted(unknown))[:100])
    return version, answers


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
