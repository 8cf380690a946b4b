"""Yes or no."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from shared.domain.conditions import Scalar
from shared.domain.fields.base import Field
from shared.texts import text


class YesNo(Field):
    kind: ClassVar[str] = "yes-no"

    type: Literal["yes-no"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def control(self) -> dict[str, Any]:
        return {"control": "yes-no"}

    def show(self, value: Any, language: str) -> str:
        return text("answer.yes" if value else "answer.no", language)

    def possible(self) -> tuple[Scalar, ...]:
        return (True, False)
