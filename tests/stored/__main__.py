"""Writes the row and the draft of each released form that has none yet."""

from __future__ import annotations

from datetime import UTC, datetime
import json
from typing import Any
from uuid import UUID

from shared.adapters.registration_rows import to_row
from shared.domain.authoring.example_check import PERSON
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.delivery import Receipt
from shared.domain.delivery_status import Status
from shared.domain.registration import Registration
from tests.shipped import SHIPPED
from tests.stored.forms import FOLDER, file_of, releases

AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
ID = UUID("01a219b0-17c1-7ec0-a7cf-0c49068904f5")


def registration(compiled: Compiled, answers: dict[str, Any]) -> Registration:
    definition = compiled.definition
    return Registration.model_validate(
        {
            **{"id": ID, "app": definition.app, "version": definition.version, "title": definition.name(answers)},
            **{"card": definition.card_lines(answers), "follow_up": definition.follow_up_day(answers)},
            **{
                "status": Status.DELIVERED,
                "status_at": AT,
                "received_at": AT,
                "answered_at": datetime.fromisoformat(definition.example_at),
                "person": PERSON,
            },
            **{"answers": answers, "digest": "0" * 64, "journal": {"opret": "7b7d8c0e"}, "attempts": 1},
            "receipt": Receipt(id="D-2026-104711", at=AT),
        }
    )


def draft(compiled: Compiled, answers: dict[str, Any]) -> dict[str, Any]:
    """As the phone's store has it, before it is encrypted."""
    definition = compiled.definition
    return {
        **{"id": str(ID), "app": definition.app, "version": definition.version, "title": definition.name(answers)},
        **{"answers": answers, "updatedAt": "2026-11-26T09:30:00.000Z", "personKey": PERSON.key, "revision": 1},
    }


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for app, version in releases():
        file, compiled = file_of(app, version), SHIPPED.get(app, version).compiled
        answers = compiled.definition.example or SHIPPED.get(app).compiled.definition.example
        if file.exists() or answers is None:
            continue
        stored = {"row": to_row(registration(compiled, answers)), "draft": draft(compiled, answers)}
        file.write_text(json.dumps(stored, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
