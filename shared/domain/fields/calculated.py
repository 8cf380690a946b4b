"""A value that follows from other answers. The phone fills it in, and the server checks that it fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Literal, NotRequired

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Expression, Kind
from shared.domain.fields.base import Cell, Field, TypedExpression
from shared.domain.fields.date import day_in_words, read_date
from shared.domain.fields.duration import minutes_in_words
from shared.domain.fields.integer import with_unit, without_unit
from shared.domain.fields.money import kroner_in_words
from shared.domain.fields.yes_no import read_yes_no
from shared.domain.layout import Value
from shared.domain.source.faults import FaultText
from shared.domain.text.localized_text import InLanguages, LocalizedText
from shared.domain.text.number_format import number_in_words, plain_number, read_number
from shared.texts import text

As = Literal["integer", "decimal", "money", "text", "yes-no", "date", "duration"]

_SCHEMAS: dict[As, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "decimal": {"type": "number"},
    "money": {"type": "integer"},
    "text": {"type": "string", "minLength": 1},
    "yes-no": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "duration": {"type": "integer"},
}
_KINDS: dict[As, Kind] = {
    "integer": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "money": Kind.MONEY,
    "text": Kind.TEXT,
    "yes-no": Kind.YES_NO,
    "date": Kind.DATE,
    "duration": Kind.NUMBER,
}


CalculatedControl = TypedDict(
    "CalculatedControl",
    {
        "control": Literal["calculated"],
        "as": As,
        "decimals": int | None,
        "unit": InLanguages | None,
        "calculate": NotRequired[Value],
    },
)


class Calculated(Field):
    """Shown read-only. Whole numbers, amounts and minutes are rounded to 0 places, `decimal` to its `decimals`."""

    kind: ClassVar[str] = "calculated"
    remembers: ClassVar[frozenset[str]] = frozenset()

    type: Literal["calculated"]
    calculate: Expression
    as_: Annotated[As, Constraint(alias="as")]
    decimals: Annotated[int, Constraint(ge=1, le=4)] = 2
    unit: LocalizedText | None = None

    def operand_kind(self) -> Kind:
        return _KINDS[self.as_]

    def json_schema(self) -> dict[str, Any]:
        return dict(_SCHEMAS[self.as_])

    def control(self) -> CalculatedControl:
        return {
            "control": "calculated",
            "as": self.as_,
            "decimals": self.decimals if self.as_ == "decimal" else None,
            "unit": self.unit.in_both() if self.unit else None,
        }

    def typed_expressions(self) -> Iterable[TypedExpression]:
        # A text may contain anything; other values must be of the type itself.
        places = self.decimals if self.as_ == "decimal" else 0 if self.as_ in ("integer", "money", "duration") else None
        yield TypedExpression("calculate", self.calculate, (self.operand_kind(),), "calculated", places)

    def parse(self, text: str) -> Any:
        match self.as_:
            case "yes-no":
                return read_yes_no(text)
            case "date":
                return read_date(text)
            case "text":
                return text
            case "money":
                return int(read_number(text.removeprefix("DKK").removesuffix("kr.")) * 100)
            case _:
                return plain_number(read_number(without_unit(text, self.unit)))

    def show(self, value: Any, language: str) -> str:
        match self.as_:
            case "money":
                return kroner_in_words(value, language)
            case "yes-no":
                return text("answer.yes" if value else "answer.no", language)
            case "date":
                return day_in_words(value, language)
            case "duration":
                return minutes_in_words(value, language)
            case "text":
                return str(value)
            case _:
                places = self.decimals if self.as_ == "decimal" else 0
                return with_unit(number_in_words(value, places, language), self.unit, language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        match self.as_:
            case "money":
                return (value / 100,)
            case "integer" | "decimal" | "duration":
                return (plain_number(value),)
            case "date":
                return (date.fromisoformat(value),)
            case _:
                return (self.show(value, language),)

    def faults(self) -> Iterable[FaultText]:
        if self.required or self.required_when:
            yield FaultText("calculated-required", at="required")
