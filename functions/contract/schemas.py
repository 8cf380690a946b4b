"""The document's schemas: the answers' models, the bodies, and each app's own answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from functions.contract.operations import Schema
from functions.contract.problems import PROBLEM
from functions.contract.texts import without_nul
from shared.domain.definitions import Compiled

REF = "#/components/schemas/{model}"

_WORDS: Schema = {"$ref": "#/components/schemas/InLanguages"}
_CONDITION: Schema = {
    "type": ["boolean", "object"],
    "description": "true, false, or a JSON Schema of the enclosing object that holds when the answer is yes.",
}
_LAYOUT: Schema = {
    "description": "A field: these keys, and those of its type.",
    "type": "object",
    "required": ["id", "type", "control", "label", "help", "required", "visible"],
    "properties": {
        "id": {"type": "string"},
        "type": {"type": "string"},
        "control": {"type": "string", "description": "How the phone draws it."},
        "label": _WORDS,
        "help": {"anyOf": [_WORDS, {"type": "null"}]},
        "required": _CONDITION,
        "visible": _CONDITION,
    },
}
_SECTION: Schema = {
    "type": "object",
    "required": ["id", "title", "help", "fields"],
    "properties": {
        "id": {"type": "string"},
        "title": _WORDS,
        "help": {"anyOf": [_WORDS, {"type": "null"}]},
        "fields": {"type": "array", "items": {"$ref": "#/components/schemas/FieldLayout"}},
    },
}
_COMPILED: Schema = {
    "description": "An app's form as the phone draws it, with the JSON Schema that judges its answers.",
    "type": "object",
    "required": ["app", "version", "languages", "title", "description", "schema", "sections"],
    "properties": {
        "app": {"type": "string"},
        "version": {"type": "integer"},
        "languages": {"type": "array", "items": {"type": "string"}},
        "title": _WORDS,
        "description": _WORDS,
        "schema": {"type": "object", "description": "JSON Schema, draft 2020-12."},
        "sections": {"type": "array", "items": _SECTION},
    },
}
_SETTLEMENT: Schema = {
    "description": "What a person found in Fasit.",
    "type": "object",
    "required": ["outcome"],
    "properties": {
        "outcome": {"enum": ["i-fasit", "send-again"]},
        "receipt": {
            "type": ["string", "null"],
            "maxLength": 100,
            "pattern": "^[^\\u0000]*$",
            "description": "Fasit's id of the document, if it was found.",
        },
    },
    "additionalProperties": False,
}


class _Untitled(GenerateJsonSchema):
    """Without the titles that pydantic makes of names: they say nothing."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas(models: Iterable[type[BaseModel]], apps: Iterable[Compiled]) -> dict[str, Schema]:
    """Every schema of the document by its name, in the order of names."""
    found: dict[str, Schema] = {
        "CompiledDefinition": _COMPILED,
        "FieldLayout": _LAYOUT,
        "Problem": PROBLEM,
        "Settlement": _SETTLEMENT,
    }
    for model in models:
        schema = model.model_json_schema(True, REF, _Untitled, "serialization")
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    for app in apps:
        found[f"{named(app)}Answers"] = _answers(app)
        found[f"{named(app)}Registration"] = _registration(app)
    return {name: found[name] for name in sorted(found)}


def named(app: Compiled) -> str:
    """An app's name as the first part of a schema's name: `virksomheds-besoeg` → `VirksomhedsBesoeg`."""
    return "".join(part.capitalize() for part in app.definition.app.split("-"))


def _registration(app: Compiled) -> Schema:
    return {
        "type": "object",
        "required": ["version", "answers"],
        "properties": {
            "version": {"enum": [app.definition.version], "description": "The version that the form was drawn from."},
            "answers": {"$ref": f"#/components/schemas/{named(app)}Answers"},
        },
        "additionalProperties": False,
    }


def _answers(app: Compiled) -> Schema:
    """The definition's own schema, with the labels as titles."""
    content: dict[str, Any] = json.loads(app.content)
    schema: Schema = content["schema"]
    schema.pop("$schema")
    _label(schema, [field for section in content["sections"] for field in section["fields"]])
    definition = app.definition
    return {"title": definition.title.da, "description": definition.title.en, **without_nul(schema)}


def _label(schema: Schema, layouts: Iterable[Mapping[str, Any]]) -> None:
    for layout in layouts:
        inner = schema["properties"].get(layout["id"])
        if isinstance(inner, dict):
            if inner.get("format") == "cvr":
                inner["pattern"] = "^[0-9]{8}$"
            inner["title"], inner["description"] = layout["label"]["da"], layout["label"]["en"]
            if "fields" in layout and "properties" in inner.get("items", {}):
                _label(inner["items"], layout["fields"])
