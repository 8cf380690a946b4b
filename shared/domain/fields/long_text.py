"""A text of several lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint
from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Risk, bounds_faults
from shared.domain.fields.text import NOT_BLANK
from shared.domain.source.faults import FaultText


class LongTextControl(TypedDict):
    control: Literal["textarea"]
    minLength: int
    maxLength: int


class LongText(Field):
    """Line breaks are kept, in the document too."""

    kind: ClassVar[str] = "long-text"
    operand: ClassVar[Kind] = Kind.TEXT
    risk: ClassVar[Risk] = Risk.FREE_TEXT

    type: Literal["long-text"]
    min_length: Annotated[int, Constraint(ge=1)] = 1
    max_length: Annotated[int, Constraint(ge=1, le=10_000)] = 2000

    def json_schema(self) -> dict[str, Any]:
        return {
            "type": "string",
            "minLength": self.min_length,
            "maxLength": self.max_length,
            "pattern": NOT_BLANK,
        }

    def control(self) -> LongTextControl:
        return {"control": "textarea", "minLength": self.min_length, "maxLength": self.max_length}

    def free_texts(self, value: Any) -> Iterable[tuple[tuple[str, ...], str]]:
        yield (), value

    def faults(self) -> Iterable[FaultText]:
        yield from bounds_faults(self, "min_length", "max_length")
