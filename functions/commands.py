"""Reads commands for the services from a request: its route, its query and its JSON body.

The only place that knows the members of a body. `BadRequest` names the member that cannot be used, `InvalidId` an id.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args
from uuid import UUID

from functions.members import (
    ONE_LINE,
    Body,
    day_member,
    integer_member,
    moment_member,
    no_other_than,
    required_integer,
    required_moment,
    required_text,
    text_member,
    uuid_member,
)
from shared.domain.access.roles import ROLES
from shared.domain.commands import (
    MAX_CAUSE_LENGTH,
    MAX_REASON_LENGTH,
    MAX_RECEIPT_LENGTH,
    MAX_TARGET_LENGTH,
    MAX_TEAM_LENGTH,
    MAX_UNIT_LENGTH,
    MAX_WINDOW_TEXT,
    AnnounceWindow,
    EndAccess,
    GrantAccess,
    NoteBefore,
    NoteIncident,
    Outcome,
    ResolveDelivery,
    SubmitRegistration,
)
from shared.domain.identifiers import NAME
from shared.domain.problems import BadRequest, InvalidId, PeriodRefused, UnknownPerson

if TYPE_CHECKING:
    from shared.domain.access.access_list import Grant
    from shared.domain.access.person import Person
    from shared.domain.attachments import AttachmentKey
    from shared.domain.effort import Effort
    from shared.domain.evaluation.survey import SurveyAnswer
    from shared.domain.registration import RegistrationKey

_PATH = re.compile("(/[A-Za-z0-9-]{1,40}){1,10}")
"""A JSON Pointer into answers: ids of fields, indexes of items, parts of an answer."""
MAX_NOT_CPR = 1000
MAX_REVISION = 999_999
_INCIDENT = re.compile(r"[a-z][a-z-]{0,39}_[0-9]{8}T[0-9]{4}Z")
_FIGURE = re.compile(NAME)
MAX_BEFORE = 1_000_000
_PERSON_KEY = re.compile(r"[0-9a-f]{32}")


def registration_id(text: str) -> UUID:
    """Read a UUIDv7 (RFC 9562) in its canonical form. Other versions are refused, since the id's time orders the store."""
    id = uuid_member(text)
    if id.version != 7:
        raise InvalidId
    return id


def registration_key(id: str, person: Person) -> RegistrationKey:
    from shared.domain.registration import RegistrationKey

    return RegistrationKey(person_key=person.key, id=registration_id(id))


def attachment_key(registration: str, id: str, person: Person) -> AttachmentKey:
    from shared.domain.attachments import AttachmentKey

    attachment = uuid_member(id)
    return AttachmentKey(person.key, registration_id(registration), attachment)


def person_key(text: str) -> str:
    if not _PERSON_KEY.fullmatch(text):
        raise UnknownPerson
    return text


def submission(app: str, id: str, body: Body) -> SubmitRegistration:
    """Read `{"version": int, "answers": {…}}` and the optional `"answeredAt"` (RFC 3339), `"notCpr"` (JSON Pointers),
    `"corrects"` (a revision) and `"effort"` (counts)."""
    key = registration_id(id)
    version, answers = required_integer(body, "version"), body.get("answers")
    if not isinstance(answers, dict):
        raise BadRequest(name="answers")
    no_other_than(body, "version", "answers", "answeredAt", "notCpr", "corrects", "effort")
    answered_at = moment_member(body, "answeredAt")
    corrects = integer_member(body, "corrects", 1, MAX_REVISION)
    return SubmitRegistration(app, key, version, answers, answered_at, _not_cpr(body), corrects, _effort(body))


def _effort(body: Body) -> Effort | None:
    """Read `{"taps", "keys", "seconds"}`, all of which must be given."""
    from shared.domain.effort import MAX_PRESSES, MAX_SECONDS, Effort

    counts = body.get("effort")
    if counts is None:
        return None
    if not isinstance(counts, dict) or counts.keys() != {"taps", "keys", "seconds"}:
        raise BadRequest(name="effort")
    taps, keys = (required_integer(counts, name, 0, MAX_PRESSES) for name in ("taps", "keys"))
    return Effort(taps=taps, keys=keys, seconds=required_integer(counts, "seconds", 0, MAX_SECONDS))


def _not_cpr(body: Body) -> tuple[str, ...]:
    paths = body.get("notCpr")
    if paths is None:
        return ()
    if not isinstance(paths, list) or len(paths) > MAX_NOT_CPR or not all(_is_path(path) for path in paths):
        raise BadRequest(name="notCpr")
    return tuple(paths)


def _is_path(path: object) -> bool:
    return isinstance(path, str) and _PATH.fullmatch(path) is not None


def resolution(registration: RegistrationKey, app: str, body: Body) -> ResolveDelivery:
    """Read `{"outcome", "receipt": text, "target": the delivery's, "reason": text, "statusAt": its}`.

    All but the first may be null or absent.
    """
    outcome: Any = body.get("outcome")
    if outcome not in get_args(Outcome):
        raise BadRequest(name="outcome")
    why = text_member(body, "reason", MAX_REASON_LENGTH)
    receipt = text_member(body, "receipt", MAX_RECEIPT_LENGTH, ONE_LINE)
    no_other_than(body, "outcome", "receipt", "target", "reason", "statusAt")
    target = text_member(body, "target", MAX_TARGET_LENGTH, ONE_LINE)
    return ResolveDelivery(registration, app, outcome, receipt, target or None, why, moment_member(body, "statusAt"))


def access_grant(person: str, body: Body) -> GrantAccess:
    """Read `{"version", "roles": […], "team", "validFrom", "validTo", "reason"}`; all but the first two may be absent or null."""
    no_other_than(body, "version", "roles", "team", "validFrom", "validTo", "reason")
    version = _version(body)
    granted, why = grant(body), text_member(body, "reason", MAX_REASON_LENGTH)
    return GrantAccess(person_key(person), granted, why, version)


def access_end(person: str, body: Body) -> EndAccess:
    """Read `{"version", "reason"}`, both required."""
    no_other_than(body, "version", "reason")
    why, version = reason(body), _version(body)
    return EndAccess(person_key(person), why, version)


def window_announcement(body: Body) -> AnnounceWindow:
    """Read `{"start", "end", "text"}`, all required. Times are cut to whole minutes."""
    no_other_than(body, "start", "end", "text")
    start, end = (required_moment(body, name).replace(second=0, microsecond=0) for name in ("start", "end"))
    return AnnounceWindow(start, end, required_text(body, "text", MAX_WINDOW_TEXT))


def incident_note(incident: str, body: Body) -> NoteIncident:
    """Read `{"cause"}`, required."""
    if not _INCIDENT.fullmatch(incident):
        raise InvalidId
    no_other_than(body, "cause")
    return NoteIncident(incident, required_text(body, "cause", MAX_CAUSE_LENGTH))


def before_figure(figure: str, body: Body) -> NoteBefore:
    """Read `{"task", "value", "unit", "source"}`, all required."""
    if not _FIGURE.fullmatch(figure):
        raise InvalidId
    no_other_than(body, "task", "value", "unit", "source")
    value = required_integer(body, "value", 0, MAX_BEFORE)
    task, source = (required_text(body, name, MAX_CAUSE_LENGTH) for name in ("task", "source"))
    return NoteBefore(figure, task, value, required_text(body, "unit", MAX_UNIT_LENGTH), source)


def survey_answer(body: Body) -> SurveyAnswer:
    """Read `{"id": uuid, "app", "quarter", "needs", "easy"}`, all of which must be given."""
    from shared.domain.evaluation.survey import MAX_MARK, SurveyAnswer

    no_other_than(body, "id", "app", "quarter", "needs", "easy")
    app, quarter = (required_text(body, name, MAX_TARGET_LENGTH) for name in ("app", "quarter"))
    needs, easy = (required_integer(body, name, 1, MAX_MARK) for name in ("needs", "easy"))
    return SurveyAnswer(uuid_member(required_text(body, "id", 36)), quarter, app, needs, easy)


def grant(body: Body) -> Grant:
    """Read `{"roles": […], "team", "validFrom", "validTo"}`; all but the first may be absent or null."""
    from shared.domain.access.access_list import Grant

    first, last = day_member(body, "validFrom"), day_member(body, "validTo")
    if first and last and last < first:
        raise PeriodRefused("access-ends-first")
    return Grant(_roles(body), text_member(body, "team", MAX_TEAM_LENGTH), first, last)


def reason(body: Body) -> str:
    """Read the required reason."""
    return required_text(body, "reason", MAX_REASON_LENGTH)


def why(body: Body) -> str:
    """Read `{"reason"}`, required."""
    no_other_than(body, "reason")
    return reason(body)


def _version(body: Body) -> str:
    version = body.get("version")
    if not isinstance(version, str):
        raise BadRequest(name="version")
    return version


def _roles(body: Body) -> tuple[str, ...]:
    """Read the roles: in the catalogue's order, each once."""
    roles = body.get("roles")
    if not isinstance(roles, list) or not roles or not all(isinstance(role, str) and role in ROLES for role in roles):
        raise BadRequest(name="roles")
    return tuple(role for role in ROLES if role in roles)
