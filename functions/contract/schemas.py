"""JSON Schemas of the code's own types: models, bodies, and the layout of the compiled definition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from functions.route_description import Schema
from shared.domain.fields import CATALOGUE, Field
from shared.domain.fields.overruling import Overruling
from shared.domain.layout import CompiledDefinition, FieldCommon

REF = "#/components/schemas/{model}"


class _Untitled(GenerateJsonSchema):
    """Generates schemas without the titles that pydantic makes of names, which say nothing new."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def schemas_of(types: Iterable[type[Any]]) -> dict[str, Schema]:
    """The schemas of these models, and of the models that they contain."""
    adapters = [(model.__name__, "serialization", TypeAdapter(model)) for model in types]
    roots, shared = TypeAdapter.json_schemas(adapters, ref_template=REF, schema_generator=_Untitled)  # type: ignore[arg-type]
    own_schemas = {name: schema for (name, _), schema in roots.items() if "$ref" not in schema}
    schemas = {**shared.get("$defs", {}), **own_schemas}
    return {name: {key: value for key, value in schema.items() if key != "title"} for name, schema in schemas.items()}


def layout_schemas() -> dict[str, Schema]:
    """The schemas of the compiled definition, and of each field type's control with its own keys besides the common ones."""
    drawn: Sequence[type[Field]] = (*CATALOGUE, Overruling)
    controls = [control for field in drawn for control in control_types(field)]
    schemas = schemas_of([CompiledDefinition, FieldCommon, *controls])
    for control in controls:
        # The compiler adds these: `control()` need not return them, and they are always present.
        schemas[control.__name__]["required"] = list(schemas[control.__name__]["properties"])
    schemas["Control"] = {"anyOf": [{"$ref": REF.format(model=control.__name__)} for control in controls]}
    schemas["FieldLayout"] = {
        "description": "A field: these keys, and those of its type.",
        "allOf": [{"$ref": REF.format(model=part)} for part in ("FieldCommon", "Control")],
        "unevaluatedProperties": False,
    }
    return schemas


def control_types(field: type[Any]) -> Sequence[type[Any]]:
    """The return type that a field type declares for its `control()`."""
    returned = get_type_hints(field.control)["return"]
    return get_args(returned) or (returned,)
