"""A whole number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field, Scalar, bounds_faults
from shared.domain.source.faults import FaultText
from shared.domain.text.localized_text import InLanguages, LocalizedText
from shared.domain.text.number_format import number_in_words, read_number
from shared.domain.text.pasted import without_marks

SAFE = 2**53 - 1
"""Beyond this the phone's numbers are not exact."""

Whole = Annotated[int, Constraint(ge=-SAFE, le=SAFE)]


class IntegerControl(TypedDict):
    control: Literal["integer"]
    minimum: int
    maximum: int
    unit: InLanguages | None


class Integer(Field):
    """From 0 to a million unless `minimum` and `maximum` say otherwise; `unit` stands behind the number."""

    kind: ClassVar[str] = "integer"
    operand: ClassVar[Kind] = Kind.NUMBER

    type: Literal["integer"]
    minimum: Whole = 0
    maximum: Whole = 1_000_000
    unit: LocalizedText | None = None

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}

    def control(self) -> IntegerControl:
        return {
            "control": "integer",
            "minimum": self.minimum,
            "maximum": self.maximum,
            "unit": self.unit.in_both() if self.unit else None,
        }

    def parse(self, text: str) -> Any:
        number = read_number(without_unit(text, self.unit), 0)
        if number != int(number):
            raise ValueError(f"{text} is no whole number")
        return int(number)

    def show(self, value: Any, language: str) -> str:
        return with_unit(number_in_words(value, 0, language), self.unit, language)

    def show_limit(self, limit: Scalar, language: str) -> str:
        return self.show(limit, language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (int(value),)

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "minimum", "maximum")


def with_unit(number: str, unit: LocalizedText | None, language: str) -> str:
    return f"{number} {unit.in_language(language)}" if unit else number


def without_unit(text: str, unit: LocalizedText | None) -> str:
    """The number in a text that `with_unit` wrote; the unit in any case, since people type it."""
    cleaned = without_marks(text)
    for word in (unit.da, unit.en) if unit else ():
        if cleaned.lower().endswith(word.lower()):
            return cleaned[: -len(word)].rstrip()
    return cleaned
