"""A telephone number."""

from __future__ import annotations

from collections.abc import Sequence
import re
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Field, Risk
from shared.domain.fields.format import Format, Formats
from shared.domain.text.pasted import without_marks

PATTERN = "^[+](45[0-9]{8}|(4[0-46-9]|[1-35-9][0-9])[0-9]{6,13})$"
_SHAPE = re.compile(PATTERN)
TRUNK = "^[+](31|32|33|40|41|43|44|46|49|61|64|81|82|90|353|358|381|385|386|387|389)0"
"""Countries where the leading 0 of a national number is dropped in international form, and no number begins with one (ITU,
Dialling procedures). In Italy the 0 is part of the number; Denmark and Norway have none."""
_TRUNK = re.compile(TRUNK)
_NAMED = re.compile(r"\A(?:tel|tlf|telefon|mobil|phone)[.:]*\s*", re.IGNORECASE)
_BETWEEN = re.compile("[\\s()./\u2010-\u2015\u2212-]")


def is_phone(value: str) -> bool:
    """Whether it is `+` and 8–15 ASCII digits, the first not 0 (E.164). With `+45`, exactly 8 digits follow; the leading 0 of a
    national number is refused."""
    return _SHAPE.fullmatch(value) is not None and _TRUNK.match(value) is None


class PhoneControl(TypedDict):
    control: Literal["phone"]


class Phone(Field):
    """A number of eight digits is Danish; the phone and `parse` put `+45` before it."""

    kind: ClassVar[str] = "phone"
    formats: ClassVar[Formats] = {"phone": Format(PATTERN, is_phone)}
    operand: ClassVar[Kind] = Kind.TEXT
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["phone"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "phone"}

    def control(self) -> PhoneControl:
        return {"control": "phone"}

    def parse(self, text: str) -> Any:
        """Parse `12 34 56 78`, `45 12345678`, `tel:+4512345678`, `+46 (0)70-123 45 67` and the like."""
        normalised = _NAMED.sub("", without_marks(text))
        is_abroad = re.match(r"\(?(?:\+|00)", normalised) is not None
        digits = _BETWEEN.sub("", re.sub(r"\(\s*0\s*\)", "", normalised) if is_abroad else normalised)
        if re.fullmatch("[0-9]{8}", digits):
            return f"+45{digits}"
        if re.fullmatch("45[0-9]{8}", digits):
            return f"+{digits}"
        abroad = f"+{digits[2:]}" if digits.startswith("00") else digits
        return _TRUNK.sub(lambda match: match[0][:-1], abroad, count=1)

    def show(self, value: Any, language: str) -> str:
        return f"+45 {_in_pairs(value)}" if value.startswith("+45") else str(value)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        # Without the plus, which a spreadsheet takes as the beginning of a formula.
        return (_in_pairs(value) if value.startswith("+45") else f"00{value[1:]}",)


def _in_pairs(value: str) -> str:
    digits = value[3:]
    return " ".join(digits[start : start + 2] for start in range(0, len(digits), 2))
