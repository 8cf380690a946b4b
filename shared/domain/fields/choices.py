"""Any of several options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from shared.domain.conditions import Scalar
from shared.domain.fields.base import Field
from shared.domain.fields.choice import Options, doubles


class Choices(Field):
    """`min_items` and `max_items` bound how many may be chosen; none at all is an absent answer."""

    kind: ClassVar[str] = "choices"

    type: Literal["choices"]
    options: Options
    min_items: Annotated[int, Constraint(ge=1)] = 1
    max_items: Annotated[int, Constraint(ge=1)] | None = None

    def json_schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": {"enum": [option.value for option in self.options]},
            "uniqueItems": True,
            "minItems": self.min_items,
            "maxItems": self.max_items or len(self.options),
        }

    def control(self) -> dict[str, Any]:
        return {
            "control": "checkboxes",
            "options": [option.model_dump() for option in self.options],
            "minItems": self.min_items,
            "maxItems": self.max_items,
        }

    def show(self, value: Any, language: str) -> str:
        return ", ".join(option.label.in_language(language) for option in self.options if option.value in value)

    def possible(self) -> tuple[Scalar, ...]:
        return tuple(option.value for option in self.options)

    def faults(self) -> Iterable[str]:
        yield from doubles(self.options)
        if self.min_items > (self.max_items or len(self.options)):
            yield "min_items is more than can be chosen"
