"""A number with decimals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field, Scalar, bounds_faults
from shared.domain.fields.integer import with_unit, without_unit
from shared.domain.layout import RuleKind
from shared.domain.source.faults import FaultText
from shared.domain.text.localized_text import InLanguages, LocalizedText
from shared.domain.text.number_format import number_in_words, plain_number, read_number

Bound = Annotated[float, Constraint(ge=-1e12, le=1e12, allow_inf_nan=False)]


class DecimalControl(TypedDict):
    control: Literal["decimal"]
    minimum: float
    maximum: float
    decimals: int
    unit: InLanguages | None


class Decimal(Field):
    """At most `decimals` places, counted on the shortest notation of the number (a rule of its own, since JSON Schema's
    `multipleOf` reckons differently on each side)."""

    kind: ClassVar[str] = "decimal"
    operand: ClassVar[Kind] = Kind.NUMBER

    type: Literal["decimal"]
    minimum: Bound = 0
    maximum: Bound = 1_000_000
    decimals: Annotated[int, Constraint(ge=1, le=4)] = 2
    unit: LocalizedText | None = None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "number", "minimum": plain_number(self.minimum), "maximum": plain_number(self.maximum)}

    def control(self) -> DecimalControl:
        return {
            "control": "decimal",
            "minimum": plain_number(self.minimum),
            "maximum": plain_number(self.maximum),
            "decimals": self.decimals,
            "unit": self.unit.in_both() if self.unit else None,
        }

    def fixed(self) -> Iterable[tuple[RuleKind, Any]]:
        yield "decimals", self.decimals

    def parse(self, text: str) -> Any:
        return plain_number(read_number(without_unit(text, self.unit), self.decimals))

    def show(self, value: Any, language: str) -> str:
        return with_unit(number_in_words(value, self.decimals, language), self.unit, language)

    def show_limit(self, limit: Scalar, language: str) -> str:
        return self.show(limit, language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (plain_number(value),)

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "minimum", "maximum")
