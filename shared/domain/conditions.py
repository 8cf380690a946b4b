"""When a field shows, and when it must be filled in.

A condition looks at earlier fields of the same object (the answers, or one item of a repeated group) and compiles to a
JSON Schema of that object. Phone and server ask the same kind of validator, so they cannot differ.

In a definition:

    {field: udfald, is: aftale}                       the answer is exactly this
    {field: emner, includes: rekruttering}            the choices include this
    {field: emner, includes_any: [praktik, mentor]}   … at least one of these
    {field: cvr, answered: true}                      there is an answer
    {all: […]}   {any: […]}   {not: …}
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag
from pydantic import Field as Constraint

from shared.domain.words import Strict

Schema = dict[str, Any]
Scalar = bool | int | str


def _about(field: str, schema: Schema) -> Schema:
    return {"properties": {field: schema}, "required": [field]}


class Is(Strict):
    field: str
    is_: Annotated[Scalar, Constraint(alias="is")]

    def json_schema(self) -> Schema:
        return _about(self.field, {"const": self.is_})

    def looks_at(self) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
        yield self.field, (self.is_,)


class Includes(Strict):
    field: str
    includes: str

    def json_schema(self) -> Schema:
        return _about(self.field, {"type": "array", "contains": {"const": self.includes}})

    def looks_at(self) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
        yield self.field, (self.includes,)


class IncludesAny(Strict):
    field: str
    includes_any: Annotated[tuple[str, ...], Constraint(min_length=1)]

    def json_schema(self) -> Schema:
        return _about(self.field, {"type": "array", "contains": {"enum": list(self.includes_any)}})

    def looks_at(self) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
        yield self.field, self.includes_any


class Answered(Strict):
    field: str
    answered: Literal[True]

    def json_schema(self) -> Schema:
        return {"required": [self.field]}

    def looks_at(self) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
        yield self.field, ()


class All(Strict):
    all: Annotated[tuple[Condition, ...], Constraint(min_length=1)]

    def json_schema(self) -> Schema:
        return {"allOf": [condition.json_schema() for condition in self.all]}

    def looks_at(self) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
        for condition in self.all:
            yield from condition.looks_at()


class Any_(Strict):
    any: Annotated[tuple[Condition, ...], Constraint(min_length=1)]

    def json_schema(self) -> Schema:
        return {"anyOf": [condition.json_schema() for condition in self.any]}

    def looks_at(self) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
        for condition in self.any:
            yield from condition.looks_at()


class Not(Strict):
    not_: Annotated[Condition, Constraint(alias="not")]

    def json_schema(self) -> Schema:
        return {"not": self.not_.json_schema()}

    def looks_at(self) -> Iterator[tuple[str, tuple[Scalar, ...]]]:
        yield from self.not_.looks_at()


_KINDS = ("is", "includes", "includes_any", "answered", "all", "any", "not")


def _kind(value: Any) -> str | None:
    if isinstance(value, dict):
        return next((kind for kind in _KINDS if kind in value), None)
    return next((kind for kind in _KINDS if hasattr(value, kind) or hasattr(value, f"{kind}_")), None)


Condition = Annotated[
    Annotated[Is, Tag("is")]
    | Annotated[Includes, Tag("includes")]
    | Annotated[IncludesAny, Tag("includes_any")]
    | Annotated[Answered, Tag("answered")]
    | Annotated[All, Tag("all")]
    | Annotated[Any_, Tag("any")]
    | Annotated[Not, Tag("not")],
    Discriminator(
        _kind,
        custom_error_type="condition",
        custom_error_message="write one of: is, includes, includes_any, answered, all, any, not",
    ),
]

for _model in (All, Any_, Not):
    _model.model_rebuild()
