"""Cookies on their way through the Functions host, which parses and re-writes both directions.

Values are base64url and dots only, since the host percent-encodes everything else; only attributes that survive are used; one
cookie a response, so that the gateway's policy can take the host's stray `domain=` out of it.

A `__Host-` cookie is ours alone only as long as nobody reads one where the browser sent none. So a neighbouring host, which may
set cookies for the domain above us, finds no border here that the browser does not know: no comma, no odd space, no quotes.
"""

from __future__ import annotations

from collections.abc import Mapping
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shared.settings import Settings

SESSION_HEADER = "x-feltskema-session"
DEVICE_HEADER = "x-feltskema-device"
"""The gateway's own headers: it takes them off every request from outside, and sets them from the lines of `Cookie` as the
browser sent them. The host behind it would join those lines with a comma."""

_VALUE = re.compile(r"[A-Za-z0-9_.~-]+")


def session_token(headers: Mapping[str, str], settings: Settings) -> str:
    """The session that a request brings, not yet read, or an empty text."""
    return _brought(headers, SESSION_HEADER, settings.session_cookie, settings)


def device_token(headers: Mapping[str, str], settings: Settings) -> str:
    """The device cookie's value that a request brings, or an empty text."""
    return _brought(headers, DEVICE_HEADER, settings.device_cookie, settings)


def _brought(headers: Mapping[str, str], header: str, cookie: str, settings: Settings) -> str:
    if not settings.gateway_client:
        return read_cookie(headers.get("cookie", ""), cookie)
    # The edge has made sure by then that it is the gateway who calls. Two such headers arrive joined, and are none.
    value = headers.get(header, "")
    return value if _VALUE.fullmatch(value) else ""


def read_cookie(header: str, name: str) -> str:
    """The value of the cookie of that name in a `Cookie` header; an empty text when there is none, or when there are two
    different ones, of which nobody knows which is ours.

    Split at `;` alone, stripped of space and tab alone, nothing unquoted: RFC 6265bis 5.8 as browsers write it. What cannot be
    a value of ours is stepped over: a foreign cookie must not sign anybody out, as it would with the standard library's parser.
    """
    parts = (part.strip(" \t") for part in header.split(";"))
    candidates = {part[len(name) + 1 :] for part in parts if part.startswith(f"{name}=")}
    values = {value for value in candidates if _VALUE.fullmatch(value)}
    return values.pop() if len(values) == 1 else ""


def write_cookie(name: str, value: str, seconds: int, domain: str = "") -> str:
    """A `Set-Cookie` value: host-wide, never readable by script, sent on the way back from the broker (Lax).

    To sign out, overwrite with a few seconds of life: API Management is reported to drop a cookie that has expired already.
    """
    if not _VALUE.fullmatch(value):
        raise ValueError("a cookie's value may only hold letters, digits and -_.~")
    place = f"; Domain={domain}" if domain else ""
    return f"{name}={value}; Max-Age={seconds}{place}; Path=/; Secure; SameSite=Lax; HttpOnly"
