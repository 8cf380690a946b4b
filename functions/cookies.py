"""Cookies on their way through the Functions host, which parses and re-writes both directions.

Values are base64url and dots only, since the host percent-encodes everything else; only attributes that survive are used; one
cookie a response, so that the gateway's policy can take the host's stray `domain=` out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
import re
from urllib.parse import unquote

_VALUE = re.compile(r"[A-Za-z0-9_.~-]*")


def read_cookie(header: str, name: str) -> str:
    """The value of the first good cookie of that name, or an empty text.

    Splits on `;` and `,` (the host joins several Cookie lines with a comma), and steps over anything that is no cookie of
    ours: a foreign cookie must not sign anybody out, as it would with the standard library's parser.
    """
    return next(_values(header, name), "")


def _values(header: str, name: str) -> Iterator[str]:
    for part in re.split("[;,]", header):
        key, found, value = part.strip().partition("=")
        plain = unquote(value.strip().strip('"'))
        if found and key == name and plain and _VALUE.fullmatch(plain):
            yield plain


def write_cookie(name: str, value: str, seconds: int, domain: str = "") -> str:
    """A `Set-Cookie` value: host-wide, never readable by script, sent on the way back from the broker (Lax).

    To sign out, overwrite with a few seconds of life: API Management is reported to drop a cookie that has expired already.
    """
    if not _VALUE.fullmatch(value):
        raise ValueError("a cookie's value may only hold letters, digits and -_.~")
    place = f"; Domain={domain}" if domain else ""
    return f"{name}={value}; Max-Age={seconds}{place}; Path=/; Secure; SameSite=Lax; HttpOnly"
