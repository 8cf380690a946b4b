"""An amount in kroner, exact to the øre."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator
from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field, Scalar, bounds_faults
from shared.domain.source.faults import FaultText
from shared.domain.text.number_format import number_in_words, plain_number, read_number
from shared.domain.text.pasted import without_marks

_WORD_BEFORE = re.compile(r"\A(?:kr\.?|kroner|dkk)\s*", re.IGNORECASE)
_WORD_AFTER = re.compile(r"\s*(?:kr\.?|kroner|dkk)\Z", re.IGNORECASE)
_NO_OERE = re.compile("[.,][-\u2010-\u2015\u2212]{1,2}\\Z")
"""`100,-` and `100.-`, as prices are written."""


def _exact(value: Any) -> Any:
    """YAML reads 12.1 as a double; its shortest notation is what the author wrote."""
    return Decimal(repr(value)) if isinstance(value, float) else value


def _two_places(value: Decimal) -> Decimal:
    if value != round(value, 2):
        raise ValueError("an amount has at most two decimals")
    return value


Kroner = Annotated[
    Decimal,
    BeforeValidator(_exact),
    Constraint(ge=-1_000_000_000, le=1_000_000_000, allow_inf_nan=False),
    AfterValidator(_two_places),
]


class MoneyControl(TypedDict):
    """In øre."""

    control: Literal["money"]
    minimum: int
    maximum: int


class Money(Field):
    """The answer is a whole number of øre; `minimum` and `maximum` are in kroner, 0 to a million unless said."""

    kind: ClassVar[str] = "money"
    operand: ClassVar[Kind] = Kind.MONEY

    type: Literal["money"]
    minimum: Kroner = Decimal(0)
    maximum: Kroner = Decimal(1_000_000)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": int(self.minimum * 100), "maximum": int(self.maximum * 100)}

    def control(self) -> MoneyControl:
        return {"control": "money", "minimum": int(self.minimum * 100), "maximum": int(self.maximum * 100)}

    def parse(self, text: str) -> Any:
        """Parse `1.234,50`, `kr. 100`, `100 kroner`, `100,-`, `DKK 1,234.50`."""
        normalised = _WORD_AFTER.sub("", _WORD_BEFORE.sub("", without_marks(text)))
        amount = read_number(_NO_OERE.sub("", normalised), 2) * 100
        if amount != int(amount):
            raise ValueError(f"{text} has more than two decimals")
        return int(amount)

    def show(self, value: Any, language: str) -> str:
        return kroner_in_words(value, language)

    def show_limit(self, limit: Scalar, language: str) -> str:
        return kroner_in_words(int(limit), language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (plain_number(Decimal(int(value)) / 100),)

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "minimum", "maximum")


def kroner_in_words(oere: int, language: str) -> str:
    """`12.500,50 kr.`, or `DKK 12,500.50` in English."""
    amount = number_in_words(Decimal(int(oere)) / 100, 2, language)
    return f"DKK {amount}" if language == "en" else f"{amount} kr."
