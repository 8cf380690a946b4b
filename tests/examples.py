"""Example consultants, a valid visit, and registrations of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
import secrets
from typing import Any
from uuid import UUID

from shared.domain.access.person import Person, person_key
from shared.domain.delivery_status import Status
from shared.domain.registration import Registration, digest

NOW = datetime(2026, 11, 23, 13, 5, 0, 250_000, tzinfo=UTC)
ROLES = ("konsulent",)
KAREN = Person(key=person_key("https://broker.example", "karen"), name="Karen Kristensen", cvr="64942212", roles=ROLES)
MEHMET = Person(
    key=person_key("https://broker.example", "mehmet"), name="Mehmet Østergaard", cvr="64942212", roles=ROLES
)
APP = "virksomhedsbesoeg"
CANARY = "hemmelighed-der-aldrig-maa-i-loggen"

VISIT: dict[str, Any] = {
    "cvr": "64942212",
    "navn": "Café Blåbær ApS",
    "pnummer": "afventer",
    "besoegstidspunkt": "2026-11-23T14:05:00+01:00",
    "kontaktform": "fysisk",
    "formaal": ["andet"],
    "moedtNogen": True,
    "kontaktpersoner": [{"navn": "Åse Ærø", "telefon": "+4512345678"}],
    "emner": ["rekruttering"],
    "behov": [{"titel": "Kok", "antal": 2, "timer": 37, "beskrivelse": f"Fuld tid. {CANARY}"}],
    "udfald": "ikke-relevant",
    "opfoelgning": False,
    "notat": f"Grüße 😀 Ελληνικά مرحبا {CANARY}",
}


class Clock:
    """A clock that stands still until `pass_` moves it."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> datetime:
        self.now += timedelta(**time)
        return self.now


def uuid7(moment: datetime = NOW) -> UUID:
    """A UUIDv7 of that time, as the phone makes it (RFC 9562)."""
    milliseconds = int(moment.timestamp() * 1000)
    return UUID(int=milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62))


def registration(person: Person = KAREN, at: datetime = NOW, **changes: Any) -> Registration:
    """A registration that was received at `at`; `changes` replace its fields."""
    answers = changes.pop("answers", VISIT)
    fields: dict[str, Any] = {
        "id": uuid7(at),
        "app": APP,
        "version": 1,
        "title": "Café Blåbær ApS · 64942212",
        "status": Status.RECEIVED,
        "status_at": at,
        "received_at": at,
        "person": person,
        "answers": answers,
        "digest": digest(APP, 1, answers),
    }
    return Registration(**{**fields, **changes})
