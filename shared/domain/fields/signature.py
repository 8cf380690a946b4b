"""A signature, drawn with a finger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.document import Drawing, Part
from shared.domain.fields.base import Cell, Field, Risk
from shared.texts import text

MAX_LENGTH = 20_000
_NUMBER = "[0-9]+([.][0-9]+)?"
_POINT = f"{_NUMBER} {_NUMBER}"
PATH = f"^(M ?{_POINT}( ?L ?{_POINT})* ?)+$"
"""Strokes of `M x y L x y L x y …`: a letter before each point, no minus."""


class SignatureControl(TypedDict):
    control: Literal["signature"]
    maxLength: int


class Signature(Field):
    """Drawn in the document as a line, so that it is sharp at every size. It proves nothing by itself: who signed, and when,
    the registration says."""

    kind: ClassVar[str] = "signature"
    remembers: ClassVar[frozenset[str]] = frozenset()
    risk: ClassVar[Risk] = Risk.IDENTITY

    type: Literal["signature"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": MAX_LENGTH, "pattern": PATH}

    def control(self) -> SignatureControl:
        return {"control": "signature", "maxLength": MAX_LENGTH}

    def show(self, value: Any, language: str) -> str:
        return text("answer.signed", language)

    def cells(self, value: Any, language: str) -> Sequence[Cell]:
        return (text("answer.signed", language),)

    def parts(self, value: Any, language: str) -> Iterable[Part]:
        label = self.label.in_language(language)
        yield Drawing(label=label, path=value, alt=text("document.drawing", language, label=label))
