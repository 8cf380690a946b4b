"""The schemas of each app's answers and of the texts in them, and the rules that JSON Schema cannot express."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
import json
from typing import Any

from pydantic.alias_generators import to_pascal

from functions.bodies import Submission
from functions.contract.schemas import REF, schemas_of
from functions.route_description import Schema
from shared.domain.answers.verdict import RULE_CODES
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.fields import FORMAT_SCHEMAS, Field
from shared.domain.fields.text import NOT_BLANK
from shared.domain.layout import Rule

_BESIDE = (
    "Answers that fit this schema are refused with 422 `invalid-answers` where they break one of `x-rules`: `codes` may then "
    "stand at `path`, `*` being the number of an item. What each asks stands in `rules` of the compiled definition."
)
_ANYTHING = "[^\\u0000]*"
"""Any text without NUL, which neither the table nor the document can hold; the phone checks for it separately."""


def answer_schemas(apps: Sequence[Compiled]) -> dict[str, Schema]:
    """The schema of each app's answers, by name, and the text formats that they share."""
    submission = schemas_of([Submission])["Submission"]
    schemas = _text_schemas()
    for app in apps:
        schemas[schema_name(app.definition.app, "Answers")] = _answers(app)
        schemas[schema_name(app.definition.app, "Registration")] = _registration(app, submission)
    return schemas


def schema_name(name: str, kind: str) -> str:
    """The name of an app's schema: `virksomheds-besoeg` → `VirksomhedsBesoegAnswers`."""
    return to_pascal(name.replace("-", "_")) + kind


def _registration(app: Compiled, submission: Schema) -> Schema:
    about = app.definition
    properties = {**submission["properties"], "answers": {"$ref": REF.format(model=schema_name(about.app, "Answers"))}}
    properties["version"] = {**properties["version"], "enum": [about.version]}
    example = {"version": about.version, "answers": about.example, "answeredAt": about.example_at}
    return {**submission, "properties": properties, **({"examples": [example]} if about.example else {})}


def _answers(app: Compiled) -> Schema:
    """The definition's own schema, with the labels as titles, and the rules that it cannot express."""
    content = json.loads(app.content)
    schema: Schema = {key: value for key, value in content["schema"].items() if key != "$schema"}
    _label(schema, [field for section in content["sections"] for field in section["fields"]])
    about: Schema = {"title": app.definition.title.da, "description": app.definition.title.en}
    if extra_rules := rules(app):
        about = {**about, "description": f"{about['description']}. {_BESIDE}", "x-rules": extra_rules}
    return {**about, **_with_shared_texts(schema)}


def _label(schema: Schema, layouts: Iterable[Mapping[str, Any]]) -> None:
    for layout in layouts:
        inner = schema["properties"].get(layout["id"])
        if isinstance(inner, dict):
            inner["title"], inner["description"] = layout["label"]["da"], layout["label"]["en"]
            if "fields" in layout and "properties" in inner.get("items", {}):
                _label(inner["items"], layout["fields"])


def rules(app: Compiled) -> list[dict[str, Any]]:
    """Each rule with the path of its field (`*` for the index of an item), its kind, its fault codes and, where the definition
    has one, its message. Its condition is in `rules` of the compiled definition."""
    return [*map(_rule, app.rules), *_rules_of_the_store(app.definition.fields, "")]


def _rule(rule: Rule) -> dict[str, Any]:
    path = "".join(f"/{group}/*" for group in rule["at"]) + f"/{rule['field']}"
    message = {"message": rule["message"]["en"]} if "message" in rule else {}
    return {"path": path, "kind": rule["kind"], "codes": RULE_CODES[rule["kind"]], **message}


def _rules_of_the_store(fields: Sequence[Field], before: str) -> Iterator[dict[str, Any]]:
    """The rules that need the store: attachments have been uploaded, chosen entities exist."""
    for field in fields:
        path = f"{before}/{field.id}"
        if field.attaches:
            yield {"path": path, "kind": "stored", "codes": ["not-uploaded", "too-many"]}
        if field.entity_app():
            yield {"path": path, "kind": "entity", "codes": ["not-an-option"]}
        yield from _rules_of_the_store(field.inner(), f"{path}/*")


def _text_schemas() -> dict[str, Schema]:
    """The text formats, either narrower than the standards' (RFC 3339, RFC 5322) or our own, and the format of a text that is not
    blank."""
    not_blank = f"^{_ANYTHING}{_without_nul(NOT_BLANK)}{_ANYTHING}$"
    texts: dict[str, Schema] = {"NotBlankText": {"type": "string", "pattern": not_blank}}
    for name, schema in FORMAT_SCHEMAS.items():
        # RFC 3339's time has seconds and an offset, ours has neither: the pattern says everything.
        format = {} if name == "time" else {"format": name}
        texts[schema_name(name, "Text")] = {
            "type": "string",
            **format,
            **schema,
            "pattern": _without_nul(schema["pattern"]),
        }
    return texts


def _with_shared_texts(schema: Any) -> Any:
    """The schema of answers, with its texts replaced by references to the shared formats."""
    if isinstance(schema, list):
        return [_with_shared_texts(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    converted = {name: _with_shared_texts(value) for name, value in schema.items()}
    if converted.get("type") != "string" or {"enum", "const"} & converted.keys():
        return converted
    if "format" in converted or converted.get("pattern") == NOT_BLANK:
        constraints = {key: value for key, value in converted.items() if key not in ("type", "format", "pattern")}
        return {"$ref": REF.format(model=schema_name(converted.get("format", "not-blank"), "Text")), **constraints}
    return {**converted, "pattern": _without_nul(converted.get("pattern", f"^{_ANYTHING}$"))}


def _without_nul(pattern: str) -> str:
    """The same pattern with NUL excluded from every class. Patterns are anchored, and have no wildcard."""
    return pattern.replace("[^", "[^\\u0000").replace("\\u0000" * 2, "\\u0000")
