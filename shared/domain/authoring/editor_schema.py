"""The JSON Schema of the definition language itself, for completion and error marks in editors.

Made from the models that read definitions, with their docstrings as descriptions; only the keys that disappear when a definition
is assembled (`extends`, `include`, `list`, `without`, `after`) are added by hand.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
import inspect
from itertools import pairwise
import textwrap
from typing import Any

from pydantic import BaseModel

from shared.domain.definition.compiled_definition import DIALECT
from shared.domain.definition.definition import Definition
from shared.domain.fields import TYPES

Schema = dict[str, Any]

_REF = "#/$defs/"
_NAME: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}
_IDS: Schema = {"type": "array", "items": {"type": "string"}}


def definition_schema() -> Schema:
    """The schema of a definition's file (draft 2020-12). Parts, templates and lists have theirs in `$defs`: `Part`, `Template`,
    `List`, `Law`."""
    schema = Definition.model_json_schema()
    defs: dict[str, Schema] = schema.pop("$defs")
    models = {model.__name__: model for model in _models(Definition, set())}
    for name, inner in defs.items():
        _describe(inner, models.get(name))
    _describe(schema, Definition)
    defs["Field"] = _field()
    defs["Include"] = _include(defs)
    defs["FieldOrInclude"] = {"if": {"required": ["include"]}, "then": _ref("Include"), "else": _ref("Field")}
    _open_fields(defs)
    _reuse(schema, defs)
    plain: Schema = _plain({**schema, "$defs": defs})
    return {"$schema": DIALECT, "title": "Feltskema", **plain}


def _field() -> Schema:
    """The schema of any field: the allowed keys depend on the type, so that an editor can tell what is wrong with them."""
    by_type = [
        {"if": {"properties": {"type": {"const": kind}}, "required": ["type"]}, "then": _ref(type.__name__)}
        for kind, type in TYPES.items()
    ]
    needed = ["id", "type", "label"]
    return {"type": "object", "required": needed, "properties": {"type": {"enum": list(TYPES)}}, "allOf": by_type}


def _plain(schema: Any) -> Any:
    """The schema without `null`, which no file needs to write: an absent key means the same."""
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(inner) for key, inner in schema.items() if not (key == "default" and inner is None)}
    branches = plain.get("anyOf")
    if isinstance(branches, list) and {"type": "null"} in branches:
        remaining = [branch for branch in branches if branch != {"type": "null"}]
        plain = (
            {**plain, "anyOf": remaining}
            if len(remaining) > 1
            else {**remaining[0], **{k: v for k, v in plain.items() if k != "anyOf"}}
        )
    return plain


def _ref(name: str) -> Schema:
    return {"$ref": _REF + name}


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """A model and every model that it contains."""
    for root in (model, *TYPES.values()):
        if root in seen:
            continue
        seen.add(root)
        yield root
        for field in root.model_fields.values():
            yield from (inner for nested in _in(field.annotation) for inner in _models(nested, seen))


def _in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _in(part)


def _describe(schema: Schema, model: type[BaseModel] | None) -> None:
    """Add the docstrings below the model's keys as descriptions, and mark expressions as such."""
    schema.pop("title", None)
    if model is None:
        return
    words = {key: text for base in reversed(model.__mro__) for key, text in _docstrings(base).items()}
    for name, field in model.model_fields.items():
        key = field.alias or name
        property: Schema = schema.get("properties", {}).get(key, {})
        property.pop("title", None)
        if name in words:
            property["description"] = words[name]


def _docstrings(model: type) -> dict[str, str]:
    """The text that follows each key in the model's source."""
    if not issubclass(model, BaseModel) or model is BaseModel:
        return {}
    body = ast.parse(textwrap.dedent(inspect.getsource(model))).body[0]
    docstrings = {}
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for key, text in pairwise(statements):
        if not (isinstance(key, ast.AnnAssign) and isinstance(key.target, ast.Name) and isinstance(text, ast.Expr)):
            continue
        if isinstance(text.value, ast.Constant) and isinstance(text.value.value, str):
            docstrings[key.target.id] = inspect.cleandoc(text.value.value)
    return docstrings


def _include(defs: dict[str, Schema]) -> Schema:
    """The schema of an included part: its name, and any key of a field to override."""
    keys = {key: True for type in TYPES.values() for key in defs[type.__name__]["properties"]}
    include = {"include": {**_NAME, "description": "A part: a file in shared/definitions/parts/."}, "without": _IDS}
    return {"type": "object", "properties": {**keys, **include}, "required": ["include"], "additionalProperties": False}


def _open_fields(defs: dict[str, Schema]) -> None:
    """Allow parts wherever fields are allowed."""
    for name in ("Section", "Group"):
        defs[name]["properties"]["fields"] = {"type": "array", "minItems": 1, "items": _ref("FieldOrInclude")}


def _list(option: Schema) -> Schema:
    """The schema of a list: options alone, or with the columns that it names."""
    columns = {
        "type": "object",
        "additionalProperties": {"enum": ["text", "number", "money", "date"]},
        "description": "What stands in each option beside its label, to filter and reckon by.",
    }
    row = {**option, "additionalProperties": {"type": ["string", "number"]}}
    return {
        "type": "object",
        "properties": {"columns": columns, "options": {"type": "array", "minItems": 2}},
        "required": ["options"],
        "additionalProperties": False,
        "if": {"required": ["columns"]},
        "then": {"properties": {"options": {"items": row}}},
        "else": {"properties": {"options": {"items": _ref("Option")}}},
    }


def _law() -> Schema:
    date = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    certain = {"type": "boolean", "description": "Whether the date was read in the law."}
    option = {
        "type": "object",
        "properties": {"date": date, "certain": certain, "source": {"type": "string", "minLength": 1}},
        "required": ["date", "certain", "source"],
        "additionalProperties": False,
    }
    dates = {"type": "object", "propertyNames": {"pattern": "^[a-z][a-z0-9-]*$"}, "additionalProperties": option}
    return {"type": "object", "properties": {"dates": dates}, "required": ["dates"], "additionalProperties": False}


def _reuse(schema: Schema, defs: dict[str, Schema]) -> None:
    own_keys: dict[str, Schema] = {
        "without": {"anyOf": [_IDS, {"const": "all"}], "description": "Fields of the template to take away, or all."},
        "after": {"type": "string", "description": "The section of the template that this one comes after."},
    }
    merged = {**defs["Section"], "required": ["id"]}
    merged["properties"] = {**merged["properties"], **own_keys}
    defs["MergedSection"] = merged
    extends: Schema = {**_NAME, "description": "A template: a file in shared/definitions/templates/."}
    needed = schema.pop("required")
    goes_somewhere = [{"required": ["target"]}, {"required": ["targets"]}]
    schema["properties"]["extends"] = extends
    template = {key: value for key, value in schema["properties"].items() if key not in ("app", "version", "extends")}
    defs["Template"] = {"type": "object", "properties": template, "additionalProperties": False}
    defs["Part"] = {
        "type": "object",
        "properties": {"fields": {"type": "array", "minItems": 1, "items": _ref("FieldOrInclude")}},
        "required": ["fields"],
        "additionalProperties": False,
    }
    schema["properties"].pop("lists")
    mapped = {"type": ["object", "null"], "additionalProperties": {"type": "string"}}
    schema["properties"]["targets"] = {"type": "object", "minProperties": 1, "additionalProperties": mapped}
    defs["List"] = _list(defs["Option"])
    defs["Law"] = _law()
    merged_sections = {"type": "array", "items": _ref("MergedSection")}
    schema |= {
        "if": {"required": ["extends"]},
        "then": {"required": ["app", "version"], "properties": {"sections": merged_sections}},
        "else": {
            "required": needed,
            "properties": {"sections": {"items": _ref("Section")}},
            "oneOf": goes_somewhere,
        },
    }
    schema["properties"]["sections"] = {"type": "array", "minItems": 1}
