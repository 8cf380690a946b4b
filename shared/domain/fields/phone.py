"""A telephone number."""

from __future__ import annotations

from collections.abc import Sequence
import re
from typing import Any, ClassVar, Literal

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field, Formats, Risk

_SHAPE = re.compile(r"\+[1-9][0-9]{7,14}")
_DANISH = re.compile(r"\+45[0-9]{8}")
_BETWEEN = str.maketrans("", "", " \u00a0()-./")


def is_phone(value: str) -> bool:
    """Whether it is `+` and 8–15 ASCII digits, the first not 0 (E.164); one that begins with `+45` has 8 digits more."""
    if value.startswith("+45"):
        return _DANISH.fullmatch(value) is not None
    return _SHAPE.fullmatch(value) is not None


class Phone(Field):
    """A number of eight digits is Danish; the phone and `parse` put `+45` before it."""

    kind: ClassVar[str] = "phone"
    formats: ClassVar[Formats] = {"phone": is_phone}
    operand: ClassVar[Kind] = Kind.TEXT
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["phone"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "phone"}

    def control(self) -> dict[str, Any]:
        return {"control": "phone"}

    def parse(self, text: str) -> Any:
        plain = text.translate(_BETWEEN)
        if plain.startswith("00"):
            return f"+{plain[2:]}"
        return f"+45{plain}" if re.fullmatch("[0-9]{8}", plain) else plain

    def show(self, value: Any, language: str) -> str:
        return f"+45 {_in_pairs(value)}" if value.startswith("+45") else str(value)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        # Without the plus, which a spreadsheet takes for the beginning of a formula.
        return (_in_pairs(value) if value.startswith("+45") else f"00{value[1:]}",)


def _in_pairs(value: str) -> str:
    digits = value[3:]
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))
