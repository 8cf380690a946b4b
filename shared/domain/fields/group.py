"""A repeated group of fields: contact persons, needs, agreements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, NotRequired

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.document import Group as DocumentGroup
from shared.domain.document import Items, Part
from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field, bounds_faults
from shared.domain.fields.overruling import with_overrulings
from shared.domain.fields.worded import Wording, holds_values
from shared.domain.layout import FieldLayout
from shared.domain.source.faults import FaultText
from shared.domain.text.localized_text import InLanguages, LocalizedText

if TYPE_CHECKING:
    from shared.domain.fields import AnyField


class GroupControl(TypedDict):
    control: Literal["group"]
    minItems: int
    maxItems: int
    itemLabel: InLanguages
    addLabel: InLanguages
    fields: NotRequired[list[FieldLayout]]


class Group(Field):
    """`item_label` names one item (`Kontaktperson`), `add_label` the button that adds one."""

    kind: ClassVar[str] = "group"
    remembers: ClassVar[frozenset[str]] = frozenset({"unit"})
    operand: ClassVar[Kind] = Kind.GROUP

    type: Literal["group"]
    fields: Annotated[tuple[AnyField, ...], Constraint(min_length=1)]
    item_label: LocalizedText
    add_label: LocalizedText
    min_items: Annotated[int, Constraint(ge=1)] = 1
    max_items: Annotated[int, Constraint(ge=1, le=100)] = 20

    def json_schema(self) -> dict[str, Any]:
        """The schema of the list; `shared/domain/compiling/schema_and_rules.py` adds that of the items."""
        return {"type": "array", "minItems": self.min_items, "maxItems": self.max_items}

    def control(self) -> GroupControl:
        return {
            "control": "group",
            "minItems": self.min_items,
            "maxItems": self.max_items,
            "itemLabel": self.item_label.in_both(),
            "addLabel": self.add_label.in_both(),
        }

    def inner(self) -> tuple[Field, ...]:
        return tuple(with_overrulings(self.fields))

    def parse(self, text: str) -> Any:
        raise ValueError("the items of a group have a table of their own")

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        """The number of items; they have a table of their own."""
        return (len(value),)

    def show(self, value: Any, language: str) -> str:
        return str(len(value))

    def parts(self, value: Any, language: str) -> Iterable[Part]:
        name = self.item_label.in_language(language)
        items = tuple(
            DocumentGroup(heading=f"{name} {number}", parts=tuple(self._item_parts(item, language)))
            for number, item in enumerate(value, start=1)
        )
        labels = tuple(field.label for field in self.inner() if field.has_answer)
        # A label that differs between items cannot be a column's heading.
        columns = () if any(map(holds_values, labels)) else tuple(label.in_language(language) for label in labels)
        yield Items(label=self.label.in_language(language), columns=columns, items=items)

    def _item_parts(self, item: dict[str, Any], language: str) -> Iterable[Part]:
        wording = Wording.of_item(self.inner(), item)
        for field in self.inner():
            if field.id in item:
                yield from wording.field(field).parts(item[field.id], language)

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "min_items", "max_items")
