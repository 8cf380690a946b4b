"""An e-mail address."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
import re
from typing import Any, ClassVar, Literal
from unicodedata import normalize

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Risk
from shared.domain.fields.format import Format, Formats
from shared.domain.text.hosts import HOST
from shared.domain.text.pasted import without_marks

MAX_LENGTH = 254
MAX_NAME_LENGTH = 64
_NAME = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
PATTERN = f"^{_NAME}([.]{_NAME})*@{HOST}$"
_WRAPPED = re.compile(r".*<([^<>]*)>")
_LINK = re.compile(r"mailto:([^?]*)(?:\?.*)?", re.IGNORECASE | re.DOTALL)


@cache
def _shape() -> re.Pattern[str]:
    # The letters of all languages take long to compile, so only on first use.
    return re.compile(PATTERN)


def is_email(value: str) -> bool:
    """Whether it is an address of the common form, not everything that RFC 5322 allows.

    At most 254 characters. Before the `@`, 1–64 characters: ASCII letters, digits and ``!#$%&'*+/=?^_`{|}~-``, with single dots
    between them. After it, labels of 1–63 letters (of any language), digits and hyphens, no hyphen first or last, with dots
    between, and the last one of 2–63 letters.
    """
    return len(value) <= MAX_LENGTH and value.find("@") <= MAX_NAME_LENGTH and _shape().fullmatch(value) is not None


class EmailControl(TypedDict):
    control: Literal["email"]


class Email(Field):
    kind: ClassVar[str] = "email"
    formats: ClassVar[Formats] = {"email": Format(PATTERN, is_email, MAX_LENGTH)}
    operand: ClassVar[Kind] = Kind.TEXT
    risk: ClassVar[Risk] = Risk.CONTACT

    type: Literal["email"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "email"}

    def control(self) -> EmailControl:
        return {"control": "email"}

    def free_texts(self, value: Any) -> Iterable[tuple[tuple[str, ...], str]]:
        yield (), value

    def parse(self, text: str) -> Any:
        """Parse an address, also with `mailto:` before it, or as mail programs copy it: `Navn <navn@firma.dk>`."""
        normalised = without_marks(text)
        for context in (_WRAPPED, _LINK):
            if match := context.fullmatch(normalised):
                normalised = match[1].strip()
        return normalize("NFC", normalised)
