"""An e-mail address."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal
from unicodedata import normalize

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Formats, Risk
from shared.domain.text.hosts import is_host
from shared.domain.text.pasted import without_marks

_NAME = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_SHAPE = re.compile(rf"{_NAME}(?:\.{_NAME})*")
_WRAPPED = re.compile(r".*<([^<>]*)>")
_LINK = re.compile(r"mailto:([^?]*)(?:\?.*)?", re.IGNORECASE | re.DOTALL)


def is_email(value: str) -> bool:
    """Whether it is an address as people have them, not all that RFC 5322 allows. At most 254 characters.

    Before the `@`, 1–64 characters: ASCII letters, digits and ``!#$%&'*+/=?^_`{|}~-``, with single points between them. After
    it labels of 1–63 letters (of any language), digits and hyphens, no hyphen first or last, with points between, and the
    last one of 2–63 letters.
    """
    name, _, domain = value.rpartition("@")
    return len(value) <= 254 and len(name) <= 64 and _SHAPE.fullmatch(name) is not None and is_host(domain)


class EmailControl(TypedDict):
    control: Literal["email"]


class Email(Field):
    kind: ClassVar[str] = "email"
    formats: ClassVar[Formats] = {"email": is_email}
    operand: ClassVar[Kind] = Kind.TEXT
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["email"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "email"}

    def control(self) -> EmailControl:
        return {"control": "email"}

    def parse(self, text: str) -> Any:
        """From the address itself, `mailto:` before it, or as mail programs copy it: `Navn <navn@firma.dk>`."""
        plain = without_marks(text)
        for context in (_WRAPPED, _LINK):
            if found := context.fullmatch(plain):
                plain = found[1].strip()
        return normalize("NFC", plain)
