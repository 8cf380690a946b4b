"""The proof's judge sees each way in which a registration can be lost, doubled or put in the wrong place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.resilience.case_system import CaseSystem, Held
from tests.resilience.crowd import Phone, Sender
from tests.resilience.judge import faults

COMPANY = "90002759"
DELIVERED = {"one": {"status": "delivered"}}
RIGHT = ("one", COMPANY, "one")


class Told(Sender):
    """A consultant who was told that `one` is accepted, and now sees these statuses of theirs."""

    def __init__(self, seen: dict[str, dict[str, Any]]) -> None:
        super().__init__(Phone("http://127.0.0.1"), (), lambda: True)
        self._seen = seen
        self.accepted["one"] = COMPANY

    def standing(self, statuses: str = "") -> dict[str, dict[str, Any]]:
        return self._seen


class Texts(CaseSystem):
    """A case system whose documents say what their upload is called."""

    def text(self, document: Held) -> str:
        return document.upload


@pytest.mark.parametrize(
    ("documents", "statuses", "fault"),
    [
        ([RIGHT], DELIVERED, ""),
        ([], DELIVERED, "one is delivered, and 0 times in Fasit"),
        ([RIGHT, RIGHT], DELIVERED, "one is delivered, and 2 times in Fasit"),
        ([RIGHT], {"one": {"status": "waiting"}}, "one is waiting, and 1 times in Fasit"),
        ([RIGHT], {}, "one is not stored, and 1 times in Fasit"),
        ([("one", "10000009", "one")], DELIVERED, "one lies on the case of urn:cvr:10000009"),
        ([("one", COMPANY, "two")], DELIVERED, "one is delivered, and its document does not say what was written"),
        ([RIGHT, ("two", COMPANY, "two")], DELIVERED, "two is in Fasit, and nobody's"),
    ],
)
def test_what_is_not_as_it_must_be_is_told(
    tmp_path: Path, documents: list[tuple[str, str, str]], statuses: dict[str, dict[str, Any]], fault: str
) -> None:
    rows = [
        {"userKey": key, "party": f"urn:cvr:{company}", "upload": text, "id": str(number)}
        for number, (key, company, text) in enumerate(documents)
    ]
    (tmp_path / "documents.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert faults([Told(statuses)], Texts(tmp_path)) == [fault] * bool(fault)
