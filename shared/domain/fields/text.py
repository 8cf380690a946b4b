"""A line of text."""

from __future__ import annotations

from collections.abc import Iterable
import re
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field as Constraint

from shared.domain.fields.base import Field, Name, Risk
from shared.domain.words import Strict

NOT_BLANK = "[^ \\t\\r\\n\\u00a0]"
"""Spelt out, since `\\s` means different characters to the server's and the phone's regular expressions."""


class Autofill(Strict):
    """Filled in from the CVR register by the look-up of the `cvr` field named by `company`; read-only for people."""

    company: Name
    value: Literal["name", "address", "industry"]


class Text(Field):
    kind: ClassVar[str] = "text"
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["text"]
    min_length: Annotated[int, Constraint(ge=1)] = 1
    max_length: Annotated[int, Constraint(ge=1, le=1000)] = 200
    pattern: str | None = None
    input: Literal["text", "tel", "email"] = "text"
    autofill: Autofill | None = None

    def json_schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "type": "string",
            "minLength": self.min_length,
            "maxLength": self.max_length,
            "pattern": NOT_BLANK,
        }
        if self.pattern:
            schema["allOf"] = [{"pattern": self.pattern}]
        return schema

    def control(self) -> dict[str, Any]:
        return {
            "control": "text",
            "minLength": self.min_length,
            "maxLength": self.max_length,
            "pattern": self.pattern,
            "inputMode": self.input,
            "autofill": self.autofill.model_dump() if self.autofill else None,
        }

    def faults(self) -> Iterable[str]:
        if self.min_length > self.max_length:
            yield "min_length is over max_length"
        if self.pattern:
            try:
                re.compile(self.pattern)
            except re.error as error:
                yield f"pattern is not a regular expression: {error}"
