"""A number, whole unless `decimals` says how many places it may have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from shared.domain.fields.base import Field
from shared.domain.words import Words


class Number(Field):
    kind: ClassVar[str] = "number"

    type: Literal["number"]
    minimum: float = 0
    maximum: float = 1_000_000
    decimals: Annotated[int, Constraint(ge=0, le=4)] = 0
    unit: Words | None = None

    def json_schema(self) -> dict[str, Any]:
        bounds = {"minimum": _plain(self.minimum), "maximum": _plain(self.maximum)}
        if self.decimals == 0:
            return {"type": "integer", **bounds}
        return {"type": "number", "multipleOf": round(10**-self.decimals, self.decimals), **bounds}

    def control(self) -> dict[str, Any]:
        return {
            "control": "number",
            "minimum": _plain(self.minimum),
            "maximum": _plain(self.maximum),
            "decimals": self.decimals,
            "unit": self.unit.model_dump() if self.unit else None,
        }

    def show(self, value: Any, language: str) -> str:
        digits = f"{value:.{self.decimals}f}"
        digits = digits if language == "en" else digits.replace(".", ",")
        return f"{digits} {self.unit.in_language(language)}" if self.unit else digits

    def faults(self) -> Iterable[str]:
        if self.minimum > self.maximum:
            yield "minimum is over maximum"


def _plain(number: float) -> int | float:
    return int(number) if number == int(number) else number
