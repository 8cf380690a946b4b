"""One of several options."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from shared.domain.conditions import Scalar
from shared.domain.fields.base import Field
from shared.domain.words import Strict, Words

RADIO_AT_MOST = 6
"""More options than this are a list to open, not a column of buttons."""


class Option(Strict):
    value: Annotated[str, Constraint(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    label: Words


Options = Annotated[tuple[Option, ...], Constraint(min_length=2)]


def doubles(options: tuple[Option, ...]) -> Iterable[str]:
    """A fault for each value that stands more than once."""
    values = [option.value for option in options]
    for value in sorted({value for value in values if values.count(value) > 1}):
        yield f"option {value} stands more than once"


class Choice(Field):
    kind: ClassVar[str] = "choice"

    type: Literal["choice"]
    options: Options

    def json_schema(self) -> dict[str, Any]:
        return {"enum": [option.value for option in self.options]}

    def control(self) -> dict[str, Any]:
        return {
            "control": "radio" if len(self.options) <= RADIO_AT_MOST else "select",
            "options": [option.model_dump() for option in self.options],
        }

    def show(self, value: Any, language: str) -> str:
        return next(option.label.in_language(language) for option in self.options if option.value == value)

    def possible(self) -> tuple[Scalar, ...]:
        return tuple(option.value for option in self.options)

    def faults(self) -> Iterable[str]:
        return doubles(self.options)
