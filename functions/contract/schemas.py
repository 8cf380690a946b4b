"""The document's schemas: what handlers answer, what calls bring, the compiled definition, and each app's own answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
import json
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from functions.bodies import BODIES
from functions.contract.examples import whole
from functions.contract.rules import rules
from functions.contract.texts import narrowed, without_nul
from functions.described import Schema
from functions.views import OTHER_MODELS
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.fields import CATALOGUE, Field
from shared.domain.fields.overruling import Overruling
from shared.domain.layout import CompiledDefinition, FieldCommon

REF = "#/components/schemas/{model}"

_ANSWERED_AT: Schema = {
    "type": ["string", "null"],
    "format": "date-time",
    # A year that UTC has too, whatever the offset.
    "pattern": "^(19[7-9][0-9]|[2-8][0-9]{3}|9[0-8][0-9]{2}|99[0-8][0-9]|999[0-8])-",
    "description": "When the phone says it was answered: the day that rules call today. Ours when absent, over a day ahead or "
    "over 31 days ago.",
}
_NOT_CPR: Schema = {
    "type": ["array", "null"],
    "maxItems": 1000,
    "items": {"type": "string", "pattern": "^(/[A-Za-z0-9-]{1,40}){1,10}$"},
    "description": "JSON Pointers of the texts whose numbers have the shape of a CPR number and are none, as the person says.",
}
_CORRECTS: Schema = {
    "type": ["integer", "null"],
    "minimum": 1,
    "maximum": 999_999,
    "description": "The `revision` of the refused registration that this takes the place of; null where it is new.",
}


class _Untitled(GenerateJsonSchema):
    """Without the titles that pydantic makes of names: they say nothing."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas(answers: Iterable[Any], apps: Sequence[Compiled]) -> dict[str, Schema]:
    """Every schema of the document by its name, in the order of names; `answers` are the types that handlers return."""
    models = [answer for answer in answers if isinstance(answer, type) and issubclass(answer, BaseModel)]
    made = {**_of_types([*models, *OTHER_MODELS, *BODIES]), **layout_schemas()}
    if example := next((sent for app in apps if (sent := whole(app))), None):
        made["Whole"]["examples"] = [example]
    made |= {"NotCpr": _NOT_CPR, "Corrects": _CORRECTS}
    for app in apps:
        made[f"{named(app)}Answers"] = _answers(app)
        made[f"{named(app)}Registration"] = _registration(app)
    return {name: made[name] for name in sorted(made)}


def _of_types(types: Iterable[Any]) -> dict[str, Schema]:
    """The schemas of these models, and of those that they are made of."""
    adapters = [(model.__name__, "serialization", TypeAdapter(model)) for model in types]
    roots, shared = TypeAdapter.json_schemas(adapters, ref_template=REF, schema_generator=_Untitled)  # type: ignore[arg-type]
    own = {name: schema for (name, _), schema in roots.items() if "$ref" not in schema}
    made = {**shared.get("$defs", {}), **own}
    return {name: {key: value for key, value in schema.items() if key != "title"} for name, schema in made.items()}


def layout_schemas() -> dict[str, Schema]:
    """The compiled definition's, and the control of each kind of field with the keys that it has beside the common ones."""
    drawn: Sequence[type[Field]] = (*CATALOGUE, Overruling)
    controls = [control for field in drawn for control in control_types(field)]
    made = _of_types([CompiledDefinition, FieldCommon, *controls])
    for control in controls:
        # What the compiler puts in is not required of `control()`, and always there.
        made[control.__name__]["required"] = list(made[control.__name__]["properties"])
    made["Control"] = {"anyOf": [{"$ref": REF.format(model=control.__name__)} for control in controls]}
    made["FieldLayout"] = {
        "description": "A field: these keys, and those of its type.",
        "allOf": [{"$ref": REF.format(model=part)} for part in ("FieldCommon", "Control")],
        "unevaluatedProperties": False,
    }
    return made


def control_types(field: type[Any]) -> Sequence[type[Any]]:
    """What a field type says that its `control()` returns."""
    returned = get_type_hints(field.control)["return"]
    return get_args(returned) or (returned,)


def named(app: Compiled) -> str:
    """An app's name as the first part of a schema's name: `virksomheds-besoeg` → `VirksomhedsBesoeg`."""
    return "".join(part.capitalize() for part in app.definition.app.split("-"))


def _registration(app: Compiled) -> Schema:
    return {
        "type": "object",
        "required": ["version", "answers"],
        "properties": {
            "version": {"enum": [app.definition.version], "description": "The version that the form was drawn from."},
            "answers": {"$ref": REF.format(model=f"{named(app)}Answers")},
            "answeredAt": _ANSWERED_AT,
            "notCpr": {"$ref": REF.format(model="NotCpr")},
            "corrects": {"$ref": REF.format(model="Corrects")},
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
