"""The schema that editors complete and check definitions with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.editor_schema import definition_schema
from shared.domain.fields import TYPES
from tests.domain.folder import form

FOLDER = Path(__file__).parents[2] / "shared" / "definitions"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return definition_schema()


def faults(schema: dict[str, Any], path: Path) -> list[str]:
    validator = jsonschema_rs.Draft202012Validator(schema)
    return [error.message for error in validator.iter_errors(read_yaml(path.read_text("utf-8"), path.name).plain())]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_definition_fits_the_editors_schema(schema: dict[str, Any], path: Path) -> None:
    assert faults(schema, path) == []


@pytest.mark.parametrize(
    ("folder", "name"), [("parts", "Part"), ("templates", "Template"), ("lists", "List"), ("law", "Law")]
)
def test_every_shared_file_fits_the_editors_schema(schema: dict[str, Any], folder: str, name: str) -> None:
    shared = {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]}
    assert {path.name: faults(shared, path) for path in (FOLDER / folder).glob("*.yaml") if faults(shared, path)} == {}


@pytest.mark.parametrize(
    "field",
    [
        "{id: x, type: tekst, label: {da: X, en: X}}",
        "{id: x, type: text, lable: {da: X, en: X}}",
        "{id: x, type: text, label: {da: X}}",
        "{id: x, type: text, label: {da: X, en: X}, minimum: 3}",
        "{id: x, type: integer, label: {da: X, en: X}, minimum: mange}",
        "{include: x, foo: 1}",
    ],
)
def test_the_editors_schema_marks_a_mistake(schema: dict[str, Any], tmp_path: Path, field: str) -> None:
    path = tmp_path / "proeve.yaml"
    path.write_text(form(field), "utf-8")
    assert faults(schema, path)


def test_every_type_and_every_common_key_is_explained(schema: dict[str, Any]) -> None:
    jsonschema_rs.meta.validate(schema)
    for type in TYPES.values():
        described = schema["$defs"][type.__name__]["properties"]
        for key in ("id", "type", "label", "help", "required", "visible_when", "default", "valid_when"):
            assert described[key].get("description"), f"{type.kind}: {key}"
