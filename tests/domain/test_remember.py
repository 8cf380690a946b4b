"""What a definition may ask the phone to remember, and what the phone is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shared.domain.source.faults import Fault
from tests.domain.folder import definitions

A = {"da": "A", "en": "A"}
CVR = {"id": "cvr", "type": "cvr", "label": A}
UNIT = {"id": "enhed", "type": "p-number", "label": A, "company": "cvr"}


def form(*fields: dict[str, Any]) -> str:
    content = {
        "app": "proeve", "version": 1, "title": A, "description": A, "target": "log", "heading": ["cvr"],
        "legal_basis": {"cpr": "Loven"} if any(_deepest(field)["type"] == "cpr" for field in fields) else {},
        "sections": [{"id": "s", "title": A, "fields": [CVR, *fields]}],
    }  # fmt: skip
    return yaml.safe_dump(content, allow_unicode=True)


def group(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "ting", "type": "group", "label": A, "item_label": A, "add_label": A, "fields": list(fields), **more}


def text(**more: Any) -> dict[str, Any]:
    return {"id": "navn", "type": "text", "label": A, **more}


def _deepest(field: dict[str, Any]) -> dict[str, Any]:
    return field["fields"][0] if "fields" in field else field


def faults_of(folder: Path, *fields: dict[str, Any]) -> list[Fault]:
    return [fault for error in definitions(folder, proeve=form(*fields)).check() for fault in error.faults]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ((text(type="cpr", remember="last"),), "cpr"),
        ((text(type="signature", remember="last"),), "signature"),
        ((text(type="photo", remember="last"),), "photo"),
        ((text(type="position", remember="last"),), "position"),
        ((text(type="date", remember="last"),), "date"),
        ((group(text(), remember="last"),), "group"),
        ((UNIT, group(text(type="cpr"), remember="unit")), "group"),
        ((UNIT, group(text(remember="unit"))), "gruppe"),
        ((text(remember="unit"),), "p-number"),
        ((UNIT | {"remember": "unit"},), "p-number"),
    ],
)
def test_what_must_not_or_cannot_be_remembered_is_told_of_at_its_key(
    tmp_path: Path, fields: tuple[dict[str, Any], ...], words: str
) -> None:
    [fault] = faults_of(tmp_path, *fields)
    assert words in fault.message()
    assert fault.remedy()
    assert fault.line


def test_the_phone_is_told_what_it_may_remember_and_of_nothing_else(tmp_path: Path) -> None:
    fields = UNIT | {"remember": "last"}, text(remember="unit"), group(text(), remember="unit") | {"id": "folk"}
    layout = definitions(tmp_path, proeve=form(*fields)).get("proeve").layout()
    remembered = {field["id"]: field.get("remember") for field in layout["sections"][0]["fields"]}
    assert remembered == {"cvr": None, "enhed": "last", "navn": "unit", "folk": "unit"}
