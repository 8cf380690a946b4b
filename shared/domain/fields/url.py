"""A web address."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
import re
from typing import Any, ClassVar, Literal
from unicodedata import normalize

from typing_extensions import TypedDict

from shared.domain.expressions.kinds import Kind
from shared.domain.fields.base import Field
from shared.domain.fields.format import Format, Formats
from shared.domain.text.hosts import HOST
from shared.domain.text.pasted import without_marks

MAX_LENGTH = 2000
PATTERN = f"^https?://{HOST}(:[0-9]{{1,5}})?([/?#][^\\u0000-\\u0020\\u007f\\u00a0]*)?$"
_BEGINS = re.compile("https?://", re.IGNORECASE)


@cache
def _shape() -> re.Pattern[str]:
    # The letters of all languages take long to compile, so only on first use.
    return re.compile(PATTERN)


def is_url(value: str) -> bool:
    """Whether it is `http://` or `https://` in lower case, a host, an optional port of 1–5 digits, and an optional rest that
    begins with `/`, `?` or `#`.

    The rest contains no space, no-break space or control character (U+0000–U+0020, U+007F). At most 2000 code points. The host is
    labels of 1–63 letters (of any language), digits and hyphens, no hyphen first or last, with dots between, at least two of
    them, the last one of 2–63 letters: no `localhost`, no IP addresses, no user name.
    """
    return len(value) <= MAX_LENGTH and _shape().fullmatch(value) is not None


class UrlControl(TypedDict):
    control: Literal["url"]


class Url(Field):
    kind: ClassVar[str] = "url"
    formats: ClassVar[Formats] = {"url": Format(PATTERN, is_url, MAX_LENGTH)}
    operand: ClassVar[Kind] = Kind.TEXT

    type: Literal["url"]

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "url"}

    def control(self) -> UrlControl:
        return {"control": "url"}

    def free_texts(self, value: Any) -> Iterable[tuple[tuple[str, ...], str]]:
        yield (), value

    def parse(self, text: str) -> Any:
        """Parse an address, also one without `https://`."""
        normalised = normalize("NFC", without_marks(text))
        if begins := _BEGINS.match(normalised):
            return begins[0].lower() + normalised[begins.end() :]
        return normalised if "://" in normalised else f"https://{normalised}"
