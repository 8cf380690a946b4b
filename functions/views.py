"""Registrations as the phone reads them: camelCase, UTC times, reasons in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from shared.domain.registration import Entry, Event, Reason, Registration
from shared.texts import text


def summary(entry: Entry, language: str) -> dict[str, Any]:
    return {
        "id": str(entry.id),
        "app": entry.app,
        "version": entry.version,
        "title": entry.title,
        "status": entry.status.value,
        "statusAt": stamp(entry.status_at),
        "receivedAt": stamp(entry.received_at),
        "reason": _reason(entry.reason, language),
        "receipt": {"id": entry.receipt.id, "at": stamp(entry.receipt.at)} if entry.receipt else None,
    }


def whole(registration: Registration, history: Sequence[Event], language: str) -> dict[str, Any]:
    return {
        **summary(registration, language),
        "answers": registration.answers,
        "history": [
            {
                "at": stamp(event.at),
                "status": event.status.value,
                "reason": _reason(event.reason, language),
                "by": event.by,
            }
            for event in history
        ],
    }


def stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _reason(reason: Reason | None, language: str) -> dict[str, str] | None:
    if reason is None:
        return None
    return {"code": reason.code, "message": text(f"reason.{reason.code}", language, message=reason.message)}
