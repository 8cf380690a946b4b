"""An e-mail address."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Formats, Risk

_NAME = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_SHAPE = re.compile(rf"{_NAME}(?:\.{_NAME})*@(?:{_LABEL}\.)+[A-Za-z]{{2,63}}")


def is_email(value: str) -> bool:
    """Whether it is an address as people have them, not all that RFC 5322 allows. ASCII only, at most 254 characters.

    Before the `@`, 1–64 characters: letters, digits and ``!#$%&'*+/=?^_`{|}~-``, with single points between them. After it
    labels of 1–63 letters, digits and hyphens, no hyphen first or last, with points between, and the last one of 2–63
    letters.
    """
    if len(value) > 254 or not _SHAPE.fullmatch(value):
        return False
    name, _, domain = value.rpartition("@")
    return len(name) <= 64 and all(len(label) <= 63 for label in domain.split("."))


class Email(Field):
    kind: ClassVar[str] = "email"
    formats: ClassVar[Formats] = {"email": is_email}
    operand: ClassVar[Kind] = Kind.TEXT
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["email"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "email"}

    def control(self) -> dict[str, Any]:
        return {"control": "email"}
