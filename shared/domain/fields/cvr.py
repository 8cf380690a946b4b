"""A company's number in the Central Business Register (CVR)."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field
from shared.domain.fields.format import Format, Formats
from shared.domain.text.pasted import without_marks

_WEIGHTS = (2, 7, 6, 5, 4, 3, 2, 1)


PATTERN = "^[0-9]{8}$"
_SHAPE = re.compile(PATTERN)


def is_cvr(value: str) -> bool:
    """Whether it is eight digits whose weighted sum (2-7-6-5-4-3-2-1) is divisible by 11, as the CVR register issues them."""
    if not _SHAPE.fullmatch(value):
        return False
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, value, strict=True)) % 11 == 0


_DASH = "\u2010-\u2015\u2212-"
_WRITTEN = re.compile(
    rf"(?:cvr|se|nummer|nr|dk|[\s.:{_DASH}])*([0-9][0-9\s.{_DASH}]*)[,;\s]*",
    re.IGNORECASE,
)


def number_in(text: str) -> str:
    """The digits of a company's number, complete or partly typed, however it is written (`CVR: 90 00 27 59`, `90.00.27.59`,
    `DK-90002759.`); an empty text for anything else."""
    written = _WRITTEN.fullmatch(without_marks(text))
    return re.sub("[^0-9]", "", written[1]) if written else ""


class CvrControl(TypedDict):
    control: Literal["cvr"]


class Cvr(Field):
    """Typed, or found by the company's name."""

    kind: ClassVar[str] = "cvr"
    remembers: ClassVar[frozenset[str]] = frozenset({"last"})
    formats: ClassVar[Formats] = {"cvr": Format(PATTERN, is_cvr)}
    operand: ClassVar[Kind] = Kind.TEXT

    type: Literal["cvr"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "cvr"}

    def control(self) -> CvrControl:
        return {"control": "cvr"}

    def parse(self, text: str) -> Any:
        """Parse `12 34 56 78`, `DK12345678` or `CVR-nr. 12.34.56.78`."""
        return number_in(text) or without_marks(text)
