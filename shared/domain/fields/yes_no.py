"""Yes or no."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Scalar
from shared.texts import LANGUAGES, text


class YesNoControl(TypedDict):
    control: Literal["yes-no"]


class YesNo(Field):
    """Two buttons; neither is pressed from the start."""

    kind: ClassVar[str] = "yes-no"
    operand: ClassVar[Kind] = Kind.YES_NO

    type: Literal["yes-no"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def control(self) -> YesNoControl:
        return {"control": "yes-no"}

    def parse(self, text: str) -> Any:
        return read_yes_no(text)

    def show(self, value: Any, language: str) -> str:
        return text("answer.yes" if value else "answer.no", language)

    def possible(self) -> tuple[Scalar, ...]:
        return (True, False)


def read_yes_no(written: str) -> bool:
    """Read `Ja`, `Nej`, `Yes`, `No`, in any case. Raises `ValueError` otherwise."""
    word = written.strip().casefold()
    for key, value in (("answer.yes", True), ("answer.no", False)):
        if word in (text(key, language).casefold() for language in LANGUAGES):
            return value
    raise ValueError(f"{written} is neither yes nor no")
