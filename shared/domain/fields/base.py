"""What every field type has: its faces. A type owns all of them in its one file.

control      what the phone draws
json_schema  the JSON Schema (draft 2020-12) of an answer
show         an answer in words, as the document writes it
risk         what kind of personal data an answer may hold
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from pydantic import Field as Constraint
from pydantic import model_validator

from shared.domain.conditions import Condition, Scalar
from shared.domain.document import Group as DocumentGroup
from shared.domain.document import Line
from shared.domain.words import Strict, Words

Name = Annotated[str, Constraint(pattern=r"^[a-z][A-Za-z0-9]{0,39}$")]


class Risk(StrEnum):
    """Personal data an answer may hold: none, ordinary contact data, or free text where a person may write anything."""

    NONE = "none"
    CONTACT = "contact"
    FREE_TEXT = "free-text"


class Field(Strict):
    """A question. `type` picks the class; `required` and `required_when` exclude each other."""

    kind: ClassVar[str]
    risk: ClassVar[Risk] = Risk.NONE

    id: Name
    type: str
    label: Words
    help: Words | None = None
    required: bool = False
    required_when: Condition | None = None
    visible_when: Condition | None = None

    @model_validator(mode="after")
    def _one_requirement(self) -> Field:
        if self.required and self.required_when is not None:
            raise ValueError("say either required or required_when, not both")
        return self

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of an answer; an absent answer is the enclosing object's business."""
        raise NotImplementedError

    def control(self) -> dict[str, Any]:
        """What the phone needs beside the common keys: `control` and the type's own."""
        raise NotImplementedError

    def show(self, value: Any, language: str) -> str:
        """An answer in words."""
        return str(value)

    def parts(self, value: Any, language: str) -> Iterable[Line | DocumentGroup]:
        """An answer in the document: one line, unless the type says otherwise."""
        yield Line(label=self.label.in_language(language), text=self.show(value, language))

    def possible(self) -> tuple[Scalar, ...] | None:
        """The values that a condition may compare with; None when any will do."""
        return None

    def faults(self) -> Iterable[str]:
        """What is wrong with the field itself that types cannot say, in words for the form author."""
        return ()

    def layout(self) -> dict[str, Any]:
        """The field in the compiled definition (`docs/architecture.md`)."""
        required: bool | dict[str, Any] = (
            self.required if self.required_when is None else self.required_when.json_schema()
        )
        return {
            "id": self.id,
            "type": self.type,
            "label": self.label.model_dump(),
            "help": self.help.model_dump() if self.help else None,
            "required": required,
            "visible": True if self.visible_when is None else self.visible_when.json_schema(),
            **self.control(),
        }
