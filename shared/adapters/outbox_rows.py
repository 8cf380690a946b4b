"""Converts an outbox entry to a row of a table, and back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from shared.adapters.registration_rows import moment, stamp
from shared.domain.delivery_status import Status
from shared.domain.registration import DeliveryKey, RegistrationKey
from shared.domain.waiting import OutboxEntry, bucket


def bucket_key(number: int) -> str:
    """The partition of a bucket of outbox entries: two hex digits, so that buckets sort as their numbers."""
    return f"{number:02x}"


def outbox_place(delivery_key: DeliveryKey) -> dict[str, str]:
    """The partition and row key of a delivery's outbox entry."""
    key = delivery_key.registration
    parts = [key.person_key, str(key.id), *([delivery_key.target] if delivery_key.target else [])]
    return {"PartitionKey": bucket_key(bucket(key)), "RowKey": "_".join(parts)}


def to_outbox_row(entry: OutboxEntry) -> dict[str, Any]:
    facts = {"status": entry.status.value, "since": stamp(entry.since), "sent_at": stamp(entry.sent_at)}
    order = {"case": entry.case, "received_at": stamp(entry.received_at)}
    return {**outbox_place(entry.key), **facts, **order, "app": entry.app, "assigned": entry.assigned}


def to_outbox_entry(row: dict[str, Any], written_at: datetime, etag: str = "") -> OutboxEntry:
    """The outbox entry in a row. `written_at`: when the row was last written, with this `etag`. A row of an older package lacks
    some columns: it is of a delivery that continues automatically."""
    person_key, id, *targets = str(row["RowKey"]).split("_", 2)
    return OutboxEntry(
        registration=RegistrationKey(person_key=person_key, id=UUID(id)),
        target="".join(targets),
        app=row.get("app") or "",
        case=row.get("case") or "",
        received_at=moment(row.get("received_at")),
        assigned=row.get("assigned") or "",
        status=Status(row.get("status") or Status.RECEIVED),
        since=moment(row.get("since")) or written_at,
        sent_at=moment(row.get("sent_at")) or written_at,
        version=etag,
    )
