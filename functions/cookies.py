"""Reads and writes cookies so that they survive the Functions host, which parses and rewrites them in both directions.

Values are base64url and dots only, since the host percent-encodes everything else; only attributes that survive are used; there
is one cookie in a response, so that the gateway's policy can remove the stray `domain=` that the host adds.

A `__Host-` cookie is safe only as long as no parser sees one where the browser sent none. A neighbouring host can set cookies for
our parent domain, so cookies are split exactly as a browser joins them: not at commas, odd whitespace or quotes.
"""

from __future__ import annotations

from collections.abc import Mapping
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.settings import Settings

SESSION_HEADER = "x-feltskema-session"
DEVICE_HEADER = "x-feltskema-device"
"""Headers of the gateway: it removes them from every incoming request, and sets them from the `Cookie` lines as the browser sent
them. The host behind it would join those lines with a comma."""

_VALUE = re.compile(r"[A-Za-z0-9_.~-]+")


def session_token(headers: Mapping[str, str], settings: Settings) -> str:
    """The session token of a request, unchecked; an empty text where there is none."""
    return _brought(headers, SESSION_HEADER, settings.session_cookie, settings)


def device_token(headers: Mapping[str, str], settings: Settings) -> str:
    """The device cookie's value of a request; an empty text where there is none."""
    return _brought(headers, DEVICE_HEADER, settings.device_cookie, settings)


def _brought(headers: Mapping[str, str], header: str, cookie: str, settings: Settings) -> str:
    if not settings.gateway_client:
        return read_cookie(headers.get("cookie", ""), cookie)
    # `functions/http.py` has verified by then that the gateway is calling. Two such headers arrive joined, and count as none.
    value = headers.get(header, "")
    return value if _VALUE.fullmatch(value) else ""


def read_cookie(header: str, name: str) -> str:
    """The value of the cookie with that name in a `Cookie` header; an empty text where there is none, or two that differ, of
    which nobody knows which is ours.

    Split at `;` only, stripped of spaces and tabs only, nothing unquoted: RFC 6265bis 5.8 as browsers implement it. A value that
    cannot be ours is skipped: another site's cookie must not sign anybody out, as it could with the standard library's parser.
    """
    parts = (part.strip(" \t") for part in header.split(";"))
    candidates = {part[len(name) + 1 :] for part in parts if part.startswith(f"{name}=")}
    values = {value for value in candidates if _VALUE.fullmatch(value)}
    return values.pop() if len(values) == 1 else ""


def write_cookie(name: str, value: str, seconds: int, domain: str = "") -> str:
    """A `Set-Cookie` value: host-wide, never readable by script, sent on the way back from the broker (Lax).

    To sign out, overwrite it with one that expires in a few seconds: API Management is reported to drop a cookie that has already
    expired.
    """
    if not _VALUE.fullmatch(value):
        raise ValueError("a cookie's value may only hold letters, digits and -_.~")
    place = f"; Domain={domain}" if domain else ""
    return f"{name}={value}; Max-Age={seconds}{place}; Path=/; Secure; SameSite=Lax; HttpOnly"
