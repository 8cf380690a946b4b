"""Any of several options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.choice import SELECT_AT_MOST, Choosing, Entities, Listed, in_order
from shared.domain.source.faults import FaultText

MAX_ENTITIES = 50


class Several(TypedDict):
    multiple: Literal[True]
    minItems: int
    maxItems: int | None


class ChoicesControl(Listed, Several):
    """Boxes up to 20 options, a list to search in above that."""

    control: Literal["checkboxes", "search"]


class EntitiesControl(Entities, Several):
    control: Literal["entity"]


class Choices(Choosing):
    """Boxes up to 20 options, a list to search in above that. `min_items` and `max_items` bound how many may be chosen; none at
    all is an absent answer."""

    kind: ClassVar[str] = "choices"
    operand: ClassVar[Kind] = Kind.LIST

    type: Literal["choices"]
    min_items: Annotated[int, Constraint(ge=1)] = 1
    max_items: Annotated[int, Constraint(ge=1)] | None = None

    def json_schema(self) -> dict[str, Any]:
        return {
            "type": "array",
            "items": self.one_schema(),
            "uniqueItems": True,
            "minItems": self.min_items,
            "maxItems": self._most(),
        }

    def _most(self) -> int:
        return self.max_items or (MAX_ENTITIES if self.options_from else len(self.all_options))

    def control(self) -> ChoicesControl | EntitiesControl:
        if self.options_from:
            return EntitiesControl(
                control="entity",
                multiple=True,
                options=None,
                optionsFrom=self.options_from.app,
                minItems=self.min_items,
                maxItems=self.max_items,
            )
        return ChoicesControl(
            control="checkboxes" if self.most_offered() <= SELECT_AT_MOST else "search",
            multiple=True,
            **self.listed(),
            minItems=self.min_items,
            maxItems=self.max_items,
        )

    def parse(self, text: str) -> Any:
        """Parse labels or values separated by semicolons or commas; a label may contain a comma."""
        parts = text.split(";") if ";" in text or self._is_one(text) else text.split(",")
        chosen = [self.read_one(part) for part in parts if part.strip()]
        return chosen if self.options_from else in_order(self.all_options, chosen)

    def _is_one(self, text: str) -> bool:
        return any(text.strip() in (option.label.da, option.label.en) for option in self.all_options)

    def show(self, value: Any, language: str) -> str:
        chosen = value if self.options_from else in_order(self.all_options, value)
        return "; ".join(self.name_of(value, language) for value in chosen)

    def faults(self) -> Iterable[FaultText]:
        yield from super().faults()
        if self.min_items > self._most():
            is_bounded = self.max_items is not None or self.options_from
            few = FaultText("few-options", {"value": self.min_items, "options": self._most()}, at="min_items")
            yield FaultText("bounds", {"low": "min_items", "high": "max_items"}, at="min_items") if is_bounded else few
