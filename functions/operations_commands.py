"""Reads an operator's or a team leader's commands about deliveries from a request."""

from __future__ import annotations

from datetime import date, datetime
import re
from typing import TYPE_CHECKING, Any, get_args

from functions.commands import person_key, registration_id
from functions.http import language
from functions.members import ONE_LINE, Body, calendar_day, moment_member, no_other_than, required_text, text_member
from functions.query import CURSOR, one_of
from shared import wiring
from shared.domain.commands import MAX_ETAG_LENGTH, MAX_REASON_LENGTH, MAX_RECEIPT_LENGTH, Act, MoveDelivery
from shared.domain.delivery_status import LISTED, Status
from shared.domain.identifiers import NAME
from shared.domain.problems import BadRequest
from shared.domain.registration import DeliveryKey, RegistrationKey
from shared.domain.text.time_format import danish_clock
from shared.services.move_many import MAX_MOVES
from shared.services.operations import DeliveryFilter

if TYPE_CHECKING:
    import azure.functions as func

    from functions.operations_shown import Viewer
    from shared.domain.access.person import Person

OWN = "-"
"""Stands for the target's name where a delivery was stored before deliveries had one."""

_ETAG = re.compile(r"[a-z]+\.[0-9]+\.[0-9a-f]*")
_TARGET = re.compile(NAME)
_CURSOR = re.compile(CURSOR)


def viewer_of(req: func.HttpRequest, person: Person) -> Viewer:
    """Whoever asks now, as what is shown to them depends on it."""
    from functions.operations_shown import Viewer
    from shared.services.team import acting_as

    return Viewer(acting_as(person), wiring.clock(), language(req), wiring.definitions())


def delivery_key(body: Body) -> DeliveryKey:
    """Read `{"person", "id", "target"}`, all required. Raises `UnknownPerson`, `InvalidId`, `BadRequest`."""
    for name in ("person", "id", "target"):
        if not isinstance(body.get(name), str):
            raise BadRequest(name=name)
    target = body["target"]
    if target != OWN and not _TARGET.fullmatch(target):
        raise BadRequest(name="target")
    key = RegistrationKey(person_key=person_key(body["person"]), id=registration_id(body["id"]))
    return key.to("" if target == OWN else target)


def delivery_filter(req: func.HttpRequest, app: str, person: Person, persons: frozenset[str] | None) -> DeliveryFilter:
    """The deliveries that the query asks for; without a state, all that are not closed. `persons`: those whose registrations the
    person may handle."""
    statuses = frozenset(one_of(req, "status", LISTED)) or frozenset(LISTED) - {Status.CLOSED}
    target: str = req.params.get("target", "")
    if target and not _TARGET.fullmatch(target):
        raise BadRequest(name="target")
    assigned = req.params.get("assigned", "")
    if assigned not in ("", "me"):
        raise BadRequest(name="assigned")
    return DeliveryFilter(statuses, target, app, person.key if assigned else "", persons, person.key)


def cursor(req: func.HttpRequest) -> str | None:
    after: str = req.params.get("after", "")
    if after and not _CURSOR.fullmatch(after):
        raise BadRequest(name="after")
    return after or None


def day(req: func.HttpRequest, now: datetime) -> date:
    """The requested day, in Danish time; absent or empty: today."""
    text: str = req.params.get("day", "")
    return calendar_day(text, "day") if text else danish_clock(now).date()


def moves(body: Body) -> tuple[list[MoveDelivery], str]:
    """Read `{"act", "deliveries": [{"person", "id", "target", "etag"}, …], "reason", "receipt", "to"}`; the last three and `etag`
    may be null or absent.

    Returns the moves, and the key of the person to assign them to (empty: nobody).
    """
    no_other_than(body, "act", "deliveries", "reason", "receipt", "to")
    act: Any = body.get("act")
    if act not in get_args(Act):
        raise BadRequest(name="act")
    deliveries = _listed_deliveries(body)
    reason = text_member(body, "reason", MAX_REASON_LENGTH)
    receipt = text_member(body, "receipt", MAX_RECEIPT_LENGTH, ONE_LINE)
    if receipt and len(deliveries) > 1:
        raise BadRequest(name="receipt")  # Each document has a receipt of its own.
    to = body.get("to")
    if to is not None and not isinstance(to, str):
        raise BadRequest(name="to")
    seen = {delivery_key(delivery): _etag(delivery) for delivery in deliveries}
    commands = [
        MoveDelivery(key.registration, act, key.target, reason, receipt, etag=etag) for key, etag in seen.items()
    ]
    return commands, person_key(to) if to else ""


def _etag(body: Body) -> str:
    no_other_than(body, "person", "id", "target", "etag")
    etag = text_member(body, "etag", MAX_ETAG_LENGTH)
    if etag and not _ETAG.fullmatch(etag):
        raise BadRequest(name="etag")
    return etag


def hold_seen(body: Body) -> datetime | None:
    """Read `{"since"}`, which may be null or absent."""
    no_other_than(body, "since")
    return moment_member(body, "since")


def _listed_deliveries(body: Body) -> list[Body]:
    deliveries = body.get("deliveries")
    if not isinstance(deliveries, list) or not 1 <= len(deliveries) <= MAX_MOVES:
        raise BadRequest(name="deliveries")
    if not all(isinstance(delivery, dict) for delivery in deliveries):
        raise BadRequest(name="deliveries")
    return deliveries


def taken_day(body: Body) -> date:
    """Read `{"day"}`, required: a Danish day."""
    no_other_than(body, "day")
    return calendar_day(body.get("day"), "day")


def explanation(body: Body) -> tuple[date, str]:
    """Read `{"day", "reason"}`, both required."""
    no_other_than(body, "day", "reason")
    return calendar_day(body.get("day"), "day"), required_text(body, "reason", MAX_REASON_LENGTH)
