"""A web address."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Literal

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field, Formats

LONGEST = 2000
_LABEL = r"[A-Za-z0-9æøåÆØÅ](?:[A-Za-z0-9æøåÆØÅ-]*[A-Za-z0-9æøåÆØÅ])?"
_SHAPE = re.compile(rf"https?://(?:{_LABEL}\.)+[A-Za-z]{{2,63}}(?::[0-9]{{1,5}})?(?:[/?#][^\x00-\x20\x7f\u00a0]*)?")


def is_url(value: str) -> bool:
    """Whether it is `http://` or `https://` in lower case, a host, perhaps `:` and a port of 1–5 digits, and perhaps a rest
    that begins with `/`, `?` or `#` and holds no space, no-break space or control character (U+0000–U+0020, U+007F). At most
    2000 code points.

    The host is labels of 1–63 ASCII letters, digits, æ, ø, å (either case) and hyphens, no hyphen first or last, with points
    between, at least two of them, the last one of 2–63 ASCII letters: no `localhost`, no numbers, no user name.
    """
    if len(value) > LONGEST or not _SHAPE.fullmatch(value):
        return False
    host = re.split("[:/?#]", value.partition("://")[2], maxsplit=1)[0]
    return all(len(label) <= 63 for label in host.split("."))


class Url(Field):
    kind: ClassVar[str] = "url"
    formats: ClassVar[Formats] = {"url": is_url}
    operand: ClassVar[Kind] = Kind.TEXT

    type: Literal["url"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "url"}

    def control(self) -> dict[str, Any]:
        return {"control": "url"}

    def parse(self, text: str) -> Any:
        """From the address itself, or one without `https://` before it."""
        plain = text.strip()
        return plain if "://" in plain else f"https://{plain}"
