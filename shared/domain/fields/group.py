"""A repeated group of fields: contact persons, needs, agreements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from shared.domain.document import Group as DocumentGroup
from shared.domain.document import Line
from shared.domain.fields.base import Field
from shared.domain.objects import object_schema
from shared.domain.words import Words

if TYPE_CHECKING:
    from shared.domain.fields import AnyField


class Group(Field):
    """`item_label` names one item (`Kontaktperson`), `add_label` the button that adds one."""

    kind: ClassVar[str] = "group"

    type: Literal["group"]
    fields: Annotated[tuple[AnyField, ...], Constraint(min_length=1)]
    item_label: Words
    add_label: Words
    min_items: Annotated[int, Constraint(ge=1)] = 1
    max_items: Annotated[int, Constraint(ge=1, le=100)] = 20

    def json_schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "minItems": self.min_items,
            "maxItems": self.max_items,
            "items": object_schema(self.fields),
        }

    def control(self) -> dict[str, Any]:
        return {
            "control": "group",
            "fields": [field.layout() for field in self.fields],
            "minItems": self.min_items,
            "maxItems": self.max_items,
            "itemLabel": self.item_label.model_dump(),
            "addLabel": self.add_label.model_dump(),
        }

    def show(self, value: Any, language: str) -> str:
        return str(len(value))

    def parts(self, value: Any, language: str) -> Iterable[Line | DocumentGroup]:
        for number, item in enumerate(value, start=1):
            lines = [
                line
                for field in self.fields
                if field.id in item
                for line in field.parts(item[field.id], language)
                if isinstance(line, Line)
            ]
            heading = f"{self.item_label.in_language(language)} {number}"
            yield DocumentGroup(heading=heading, lines=tuple(lines))

    def faults(self) -> Iterable[str]:
        if self.min_items > self.max_items:
            yield "min_items is over max_items"
