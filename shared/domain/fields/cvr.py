"""A company's number in the Central Business Register (CVR)."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Formats

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


def is_cvr(value: str) -> bool:
    """Eight digits whose weighted sum (2-7-6-5-4-3-2-1) is divisible by 11, as the CVR register makes them."""
    if len(value) != 8 or not value.isascii() or not value.isdigit():
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=True)) % 11 == 0


_WRITTEN = re.compile(r"(?:cvr|se|nummer|nr|dk|[\s.:-])*(\d[\d\s.-]*)[,;\s]*", re.IGNORECASE)


def number_in(text: str) -> str:
    """The digits of a text that is a company's number, whole or begun, however it is written (`CVR: 90 00 27 59`,
    `90.00.27.59`, `DK-90002759.`); an empty text for anything else."""
    written = _WRITTEN.fullmatch(text)
    return re.sub(r"[\s.-]", "", written[1]) if written else ""


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
        """From `12 34 56 78`, `DK12345678` or `CVR-nr. 12.34.56.78`."""
        return number_in(text) or text.strip()
