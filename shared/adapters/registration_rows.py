"""Converts a registration to table rows, and back.

Row keys sort the newest first: a UUIDv7 begins with its time, so its complement sorts in reverse. Answers are split over several
properties, since a string property holds 64 KiB (32 Ki UTF-16 units) and an entity 1 MiB.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
import json
from typing import Any
from uuid import UUID

from shared.domain.access.person import Person
from shared.domain.delivery import Delivery, Reason, Receipt
from shared.domain.delivery_status import Status
from shared.domain.effort import Effort
from shared.domain.problems import TooLarge
from shared.domain.registration import Event, Registration, RegistrationEntry

_ALL = (1 << 128) - 1
_CHUNK = 16_000
"""Characters in each property: at most 32 000 UTF-16 units."""

_LARGEST = 960 * 1024
"""Bytes of answers in UTF-16, as the table counts them. The rest of the entity's 1 MiB is for the other properties."""

ENTRY_COLUMNS = [
    "RowKey",
    "app",
    "version",
    "revision",
    "title",
    "card",
    "follow_up",
    "status",
    "status_at",
    "received_at",
    "target",
    "targets",
    "deliveries",
    "reason_code",
    "reason_message",
    "receipt_id",
    "receipt_at",
]


def row_key(id: UUID) -> str:
    return f"r_{_ALL - id.int:032x}"


def history_range(id: UUID) -> tuple[str, str]:
    """The range of row keys of a registration's history: the first, and the end (excluded)."""
    stem = f"h_{_ALL - id.int:032x}"
    return f"{stem}_", f"{stem}`"


def earlier_key(id: UUID, revision: int) -> str:
    """The row key of an earlier revision of a registration, from before a correction."""
    return f"c_{_ALL - id.int:032x}_{revision:06d}"


def id_of(key: str) -> UUID:
    return UUID(int=_ALL - int(key[2:34], 16))


def to_row(registration: Registration) -> dict[str, Any]:
    """The row of a registration. Raises `TooLarge` if the answers do not fit in an entity. The limit on request bodies does not
    ensure that they do: numbers such as `1e15` are stored written out."""
    answers = json.dumps(registration.answers, ensure_ascii=False, separators=(",", ":"))
    if len(answers) * 4 > _LARGEST and len(answers.encode("utf-16-le")) > _LARGEST:
        raise TooLarge(limit=_LARGEST // 1024)
    chunks = [answers[start : start + _CHUNK] for start in range(0, len(answers), _CHUNK)]
    row: dict[str, Any] = {
        "PartitionKey": registration.person.key,
        "RowKey": row_key(registration.id),
        "app": registration.app,
        "version": registration.version,
        "revision": registration.revision,
        "title": registration.title,
        "card": json.dumps([line.model_dump() for line in registration.card], ensure_ascii=False),
        "follow_up": registration.follow_up.isoformat() if registration.follow_up else "",
        "status": registration.status.value,
        "status_at": stamp(registration.status_at),
        "received_at": stamp(registration.received_at),
        "target": registration.target,
        "targets": json.dumps([delivery.target for delivery in registration.deliveries if delivery.target]),
        "person": registration.person.model_dump_json(),
        "digest": registration.digest,
        "not_cpr": json.dumps(registration.not_cpr, ensure_ascii=False),
        "answered_at": stamp(registration.answered_at),
        "case": registration.case,
        "chunks": len(chunks),
        **_reason_columns(registration.reason),
        **_delivery_columns(registration.deliveries),
        **({"effort": registration.effort.model_dump_json()} if registration.effort else {}),
    }
    row |= {f"answers_{number}": chunk for number, chunk in enumerate(chunks)}
    if registration.receipt:
        row |= {"receipt_id": registration.receipt.id, "receipt_at": stamp(registration.receipt.at)}
    return row


def to_history_row(registration: Registration, event: Event) -> dict[str, Any]:
    return {
        "PartitionKey": registration.person.key,
        "RowKey": f"{history_range(registration.id)[0]}{stamp(event.at)}",
        "at": stamp(event.at),
        "status": event.status.value,
        "by": event.by,
        "target": event.target,
        "count": event.count,
        "last": stamp(event.last),
        **_reason_columns(event.reason),
    }


def to_earlier_row(registration: Registration) -> dict[str, Any]:
    """The row of an earlier revision: the whole row as it was before its correction."""
    return {**to_row(registration), "RowKey": earlier_key(registration.id, registration.revision)}


def to_entry(row: dict[str, Any]) -> RegistrationEntry:
    return RegistrationEntry(**_entry_fields(row))


def to_registration(row: dict[str, Any], etag: str) -> Registration:
    answers = "".join(row[f"answers_{number}"] for number in range(row["chunks"]))
    return Registration(
        **_entry_fields(row),
        person=Person.model_validate_json(row["person"]),
        answers=json.loads(answers),
        digest=row["digest"],
        deliveries=_deliveries(row),
        answered_at=moment(row.get("answered_at")),
        not_cpr=json.loads(row.get("not_cpr") or "[]"),
        case=row.get("case") or "",
        effort=Effort.model_validate_json(row["effort"]) if row.get("effort") else None,
        etag=etag,
    )


def _delivery_columns(deliveries: Sequence[Delivery]) -> dict[str, Any]:
    """A column for each delivery, and one for its journal. The first delivery is also written to the columns of when a
    registration had only one, for a package that is rolled back to then."""
    first = deliveries[0]
    columns: dict[str, Any] = {
        "journal": json.dumps(first.journal),
        "attempts": first.attempts,
        "claimed_until": stamp(first.claimed_until),
        "retry_at": stamp(first.retry_at),
        "deliveries": len(deliveries),
    }
    for number, delivery in enumerate(deliveries):
        columns[f"delivery_{number}"] = delivery.model_dump_json(exclude={"journal"})
        if number:
            columns[f"journal_{number}"] = json.dumps(delivery.journal)
    return columns


def _deliveries(row: dict[str, Any]) -> tuple[Delivery, ...]:
    if "deliveries" not in row:
        return (_only_delivery(row),)
    journals = [row["journal"], *(row[f"journal_{number}"] for number in range(1, row["deliveries"]))]
    return tuple(
        Delivery.model_validate_json(row[f"delivery_{number}"]).model_copy(update={"journal": json.loads(journal)})
        for number, journal in enumerate(journals)
    )


def _only_delivery(row: dict[str, Any]) -> Delivery:
    """The delivery in a row from before a registration could have several."""
    entry = _entry_fields(row)
    shown = {name: entry[name] for name in ("status", "status_at", "revision", "reason", "receipt")}
    return Delivery(
        target="",
        journal=json.loads(row["journal"]),
        attempts=row["attempts"],
        claimed_until=moment(row.get("claimed_until")),
        retry_at=moment(row.get("retry_at")),
        **shown,
    )


def to_event(row: dict[str, Any]) -> Event:
    return Event(
        at=_given(row["at"]),
        status=Status(row["status"]),
        by=row["by"],
        reason=_reason(row),
        # The defaults of columns that older history rows lack.
        target=row.get("target") or "",
        count=row.get("count") or 1,
        last=moment(row.get("last")),
    )


def _entry_fields(row: dict[str, Any]) -> dict[str, Any]:
    receipt_at = moment(row.get("receipt_at"))
    return {
        "id": id_of(row["RowKey"]),
        "app": row["app"],
        "version": row["version"],
        # The defaults of columns that older rows lack.
        "revision": row.get("revision") or 1,
        "title": row["title"],
        "card": json.loads(row.get("card") or "[]"),
        "follow_up": date.fromisoformat(row["follow_up"]) if row.get("follow_up") else None,
        "status": Status(row["status"]),
        "status_at": _given(row["status_at"]),
        "received_at": _given(row["received_at"]),
        "target": row.get("target") or "",
        "targets": _targets(row),
        "reason": _reason(row),
        "receipt": Receipt(id=row["receipt_id"], at=receipt_at) if receipt_at else None,
    }


def _targets(row: dict[str, Any]) -> tuple[str, ...]:
    """Where its deliveries go. A row without this column names only one of them: of several, the others are not known."""
    if "targets" in row:
        return tuple(json.loads(row["targets"]))
    return (row["target"],) if row.get("target") and row.get("deliveries") == 1 else ()


def _reason_columns(reason: Reason | None) -> dict[str, str]:
    return {"reason_code": reason.code, "reason_message": reason.message} if reason else {}


def _reason(row: dict[str, Any]) -> Reason | None:
    code = row.get("reason_code")
    return Reason(code=code, message=row.get("reason_message") or "") if code else None


def stamp(moment: datetime | None) -> str:
    """The time as UTC with microseconds, so that the texts sort as the times do; empty for None."""
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def moment(stamp: str | None) -> datetime | None:
    """The time in such a text; None if it is empty or absent."""
    return datetime.fromisoformat(stamp) if stamp else None


def _given(stamp: str) -> datetime:
    return datetime.fromisoformat(stamp)
