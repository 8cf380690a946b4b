"""A company's number in the Central Business Register (CVR)."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Formats

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def is_cvr(value: str) -> bool:
    """Eight digits whose weighted sum (2-7-6-5-4-3-2-1) is divisible by 11, as the CVR register makes them."""
    if len(value) != 8 or not value.isascii() or not value.isdigit():
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=True)) % 11 == 0


class Cvr(Field):
    """Typed, or found by the company's name."""

    kind: ClassVar[str] = "cvr"
    formats: ClassVar[Formats] = {"cvr": is_cvr}
    operand: ClassVar[Kind] = Kind.TEXT

    type: Literal["cvr"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "cvr"}

    def control(self) -> dict[str, Any]:
        return {"control": "cvr"}

    def parse(self, text: str) -> Any:
        """From `12 34 56 78` or `DK12345678`."""
        return text.strip().upper().removeprefix("DK").replace(" ", "")
