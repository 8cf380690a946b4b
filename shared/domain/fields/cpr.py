"""A person's CPR number (Central Person Register). A definition that asks for it must name the law that allows it."""

from __future__ import annotations

from collections.abc import Sequence
import re
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Cell, Column, Field, Risk
from shared.domain.fields.date import DAY
from shared.domain.fields.format import Format, Formats
from shared.domain.text.cpr_numbers import is_cpr
from shared.domain.text.pasted import without_marks

PATTERN = f"^{DAY}(0[1-9]|1[0-2])[0-9]{{6}}$"
_BETWEEN = re.compile("[\\s\u2010-\u2015\u2212-]")


class CprControl(TypedDict):
    control: Literal["cpr"]


class Cpr(Field):
    """Shown in the document; never in an export, which is for figures and not for looking people up."""

    kind: ClassVar[str] = "cpr"
    remembers: ClassVar[frozenset[str]] = frozenset()
    formats: ClassVar[Formats] = {"cpr": Format(PATTERN, is_cpr)}
    operand: ClassVar[Kind] = Kind.OPAQUE
    risk: ClassVar[Risk] = Risk.IDENTITY
    needs_legal_basis: ClassVar[bool] = True

    type: Literal["cpr"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "cpr"}

    def control(self) -> CprControl:
        return {"control": "cpr"}

    def parse(self, text: str) -> Any:
        return _BETWEEN.sub("", without_marks(text))

    def show(self, value: Any, language: str) -> str:
        return f"{value[:6]}-{value[6:]}"

    def columns(self) -> Sequence[Column]:
        return ()

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return ()
