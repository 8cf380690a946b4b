"""A company's number in the Central Business Register (CVR)."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from shared.domain.fields.base import Field

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def is_cvr(value: str) -> bool:
    """Eight digits whose weighted sum (2-7-6-5-4-3-2-1) is divisible by 11, as the CVR register makes them."""
    if len(value) != 8 or not value.isascii() or not value.isdigit():
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=True)) % 11 == 0


class Cvr(Field):
    kind: ClassVar[str] = "cvr"

    type: Literal["cvr"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "cvr"}

    def control(self) -> dict[str, Any]:
        return {"control": "cvr"}
