"""The document's schemas: the answers' models, the bodies, and each app's own answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from functions.contract.examples import whole
from functions.contract.operations import Schema
from functions.contract.problems import PROBLEM
from functions.contract.rules import rules
from functions.contract.texts import FORMATS, narrowed, without_nul
from shared.domain.access.roles import ROLES
from shared.domain.definition.compiled_definition import Compiled
from shared.services.access_words import MAX_REASON_LENGTH, MAX_TEAM_LENGTH

REF = "#/components/schemas/{model}"

_WORDS: Schema = {"$ref": "#/components/schemas/InLanguages"}
_CONDITION: Schema = {
    "type": ["boolean", "object"],
    "description": 'true, false, or `{"$expr": …}`: a compiled expression, which holds when its value is yes.',
}
_VALUE: Schema = {"description": 'A plain value, or `{"$expr": …}`: a compiled expression.'}
_LAYOUT: Schema = {
    "description": "A field: these keys, and those of its type.",
    "type": "object",
    "required": ["id", "type", "control", "label", "help", "required", "visible", "default"],
    "properties": {
        "id": {"type": "string"},
        "type": {"type": "string"},
        "control": {"type": "string", "description": "How the phone draws it."},
        "label": _WORDS,
        "help": {"anyOf": [_WORDS, {"type": "null"}]},
        "required": _CONDITION,
        "visible": _CONDITION,
        "default": {**_VALUE, "description": f"A suggestion. {_VALUE['description']} Null when there is none."},
        "calculate": _VALUE,
        "earliest": _VALUE,
        "latest": _VALUE,
        "optionsFrom": {"type": ["string", "null"], "description": "The app whose registrations are the options."},
        "fields": {"type": "array", "items": {"$ref": "#/components/schemas/FieldLayout"}},
    },
}
_SECTION: Schema = {
    "type": "object",
    "required": ["id", "title", "help", "visible", "fields"],
    "properties": {
        "id": {"type": "string"},
        "title": _WORDS,
        "help": {"anyOf": [_WORDS, {"type": "null"}]},
        "visible": _CONDITION,
        "fields": {"type": "array", "items": {"$ref": "#/components/schemas/FieldLayout"}},
    },
}
_RULE: Schema = {
    "description": "What JSON Schema cannot say of a field.",
    "type": "object",
    "required": ["at", "field", "kind", "expr"],
    "properties": {
        "at": {
            "type": "array",
            "items": {"type": "string"},
            "description": "The group that it is asked of; empty: the form.",
        },
        "field": {"type": "string"},
        "kind": {"enum": ["visible", "required", "valid", "calculated", "decimals", "earliest", "latest"]},
        "expr": {"description": "Compiled: nested arrays."},
        "message": _WORDS,
    },
}
_MIGRATION: Schema = {
    "description": "How a draft of an older version moves forward.",
    "type": "object",
    "required": ["from", "renamed", "split", "defaults"],
    "properties": {
        "from": {"type": "integer"},
        "renamed": {"type": "object", "additionalProperties": {"type": "string"}},
        "split": {"type": "object"},
        "defaults": {"type": "object"},
    },
}
_COMPILED_KEYS: Schema = {
    "app": {"type": "string"},
    "version": {"type": "integer"},
    "languages": {"type": "array", "items": {"type": "string"}},
    "title": _WORDS,
    "description": _WORDS,
    "submitLabel": {"anyOf": [_WORDS, {"type": "null"}]},
    "heading": {"type": "array", "items": {"type": "string"}, "description": "The fields that a list shows it by."},
    "entity": {"type": "boolean", "description": "Whether other apps may choose among its registrations."},
    "retention": {
        "type": ["object", "null"],
        "properties": {"years": {"type": "integer"}, "months": {"type": "integer"}},
    },
    "migrates": {"type": "array", "items": _MIGRATION},
    "schema": {"type": "object", "description": "JSON Schema, draft 2020-12."},
    "rules": {"type": "array", "items": _RULE},
    "sections": {"type": "array", "items": _SECTION},
}
_COMPILED: Schema = {
    "description": "An app's form as the phone draws it, with the JSON Schema and the rules that judge its answers.",
    "type": "object",
    "required": list(_COMPILED_KEYS),
    "properties": _COMPILED_KEYS,
    "additionalProperties": False,
}
_ANSWERED_AT: Schema = {
    "type": ["string", "null"],
    "format": "date-time",
    # A year that UTC has too, whatever the offset.
    "pattern": "^(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-",
    "description": "When the phone says it was answered: the day that rules call today. Ours when absent, over a day ahead or "
    "over 31 days ago.",
}
_SETTLEMENT: Schema = {
    "description": "What a person found in Fasit.",
    "type": "object",
    "required": ["outcome"],
    "properties": {
        "outcome": {"enum": ["delivered", "send-again"]},
        "receipt": {
            "type": ["string", "null"],
            "maxLength": 100,
            "pattern": "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$",
            "description": "Fasit's id of the document, if it was found.",
        },
    },
    "additionalProperties": False,
}

_VERSION: Schema = {"type": "string", "description": "`version` of the line that was looked at."}
_ONE_LINE = "^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$"
_DAY: Schema = {"type": ["string", "null"], "format": "date", **FORMATS["date"]}
_GRANT: Schema = {
    "description": "What a person may from now on.",
    "type": "object",
    "required": ["version", "roles"],
    "properties": {
        "version": _VERSION,
        "roles": {"type": "array", "minItems": 1, "items": {"enum": list(ROLES)}},
        "team": {"type": ["string", "null"], "maxLength": MAX_TEAM_LENGTH, "pattern": _ONE_LINE},
        "validFrom": {**_DAY, "description": "The first day; null: at once."},
        "validTo": {**_DAY, "description": "The last day, not before the first; null: until it is taken."},
        "reason": {"type": ["string", "null"], "maxLength": MAX_REASON_LENGTH, "pattern": _ONE_LINE},
    },
    "additionalProperties": False,
}
_REASONED: Schema = {
    "description": "Why, for the trail.",
    "type": "object",
    "required": ["version", "reason"],
    "properties": {
        "version": _VERSION,
        "reason": {"type": "string", "minLength": 1, "maxLength": MAX_REASON_LENGTH, "pattern": _ONE_LINE},
    },
    "additionalProperties": False,
}


class _Untitled(GenerateJsonSchema):
    """Without the titles that pydantic makes of names: they say nothing."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas(models: Iterable[type[BaseModel]], apps: Sequence[Compiled]) -> dict[str, Schema]:
    """Every schema of the document by its name, in the order of names."""
    found: dict[str, Schema] = {
        "CompiledDefinition": _COMPILED,
        "FieldLayout": _LAYOUT,
        "Grant": _GRANT,
        "Problem": PROBLEM,
        "Reasoned": _REASONED,
        "Settlement": _SETTLEMENT,
    }
    for model in models:
        schema = model.model_json_schema(True, REF, _Untitled, "serialization")
        found |= schema.pop("$defs", {})
        found[model.__name__] = schema
    if example := next((told for app in apps if (told := whole(app))), None):
        found["Whole"]["examples"] = [example]
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
            "answeredAt": _ANSWERED_AT,
        },
        "additionalProperties": False,
    }


def _answers(app: Compiled) -> Schema:
    """The definition's own schema, with the labels as titles, and what it cannot say."""
    content: dict[str, Any] = json.loads(app.content)
    schema: Schema = content["schema"]
    schema.pop("$schema")
    _label(schema, [field for section in content["sections"] for field in section["fields"]])
    definition = app.definition
    about: Schema = {"title": definition.title.da, "description": definition.title.en}
    if beside := rules(app):
        about["description"] += f". {_BESIDE}"
        about["x-rules"] = beside
    return {**about, **without_nul(narrowed(schema))}


_BESIDE = (
    "Answers that fit this schema are refused with 422 `invalid-answers` where they break one of `x-rules`: `codes` may then "
    "stand at `path`, `*` being the number of an item. What each asks stands in `rules` of the compiled definition."
)


def _label(schema: Schema, layouts: Iterable[Mapping[str, Any]]) -> None:
    for layout in layouts:
        inner = schema["properties"].get(layout["id"])
        if isinstance(inner, dict):
            inner["title"], inner["description"] = layout["label"]["da"], layout["label"]["en"]
            if "fields" in layout and "properties" in inner.get("items", {}):
                _label(inner["items"], layout["fields"])
