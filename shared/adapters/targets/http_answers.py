"""Interprets HTTP responses of any target: whether something was created, the requested pause, and the text of a refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
import re
from typing import Any

import httpx

from shared.domain.failures import OurFault, Refused, TargetDown, Unavailable

NOTHING_MADE: Mapping[int, str] = {
    307: "RFC 9110, 15.4.8: the same request is to be sent elsewhere, so nobody has worked on it",
    308: "RFC 9110, 15.4.9: as 307",
    401: "RFC 9110, 15.5.2: not applied, for lack of credentials",
    404: "RFC 9110, 15.5.5: there is nothing at the address",
    405: "RFC 9110, 15.5.6: the address does not take the method",
    406: "RFC 9110, 15.5.7: settled by the headers alone",
    408: "RFC 9110, 15.5.9: the whole request did not come in time",
    409: "RFC 9110, 15.5.10: could not be completed",
    411: "RFC 9110, 15.5.12: settled by the headers alone",
    413: "RFC 9110, 15.5.14: a front that holds the body back (IIS, uploadReadAheadSize)",
    414: "RFC 9110, 15.5.15: settled by the address alone",
    415: "RFC 9110, 15.5.16: settled by the headers alone",
    417: "RFC 9110, 15.5.18: settled by the headers alone",
    421: "RFC 9110, 15.5.20: another server's",
    422: "RFC 9110, 15.5.21: the content could not be processed",
    425: "RFC 8470, 5.2: not worked on, since it might be a repeat",
    429: "RFC 6585, 4: too many requests, this one not taken",
    431: "RFC 6585, 5: settled by the headers alone",
}
"""The statuses that mean "nothing was created" by the standards alone, each with its evidence; a target adds its own. A proxy may
give any of the others after the work is done: 500, 502, 503 and 504, 301 to 303 (a page that follows the work), 499."""

_TRY_AGAIN = frozenset({408, 425})
_TURNS_AWAY = frozenset({429, 503})
"""Said of the target as a whole, whatever was asked for."""
MAX_MESSAGE_LENGTH = 300
MAX_ID_LENGTH = 200
_WEB_PAGE = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
"""The beginning of a web page."""


def elsewhere(answer: httpx.Response) -> OurFault | None:
    """The failure for a response that shows our address of the target to be wrong (404, 405); None for other responses. Only for
    calls that name no resource which could be missing: then it concerns every registration until the settings are corrected."""
    return OurFault("unavailable", f"HTTP {answer.status_code}") if answer.status_code in (404, 405) else None


def failure_of(answer: httpx.Response) -> Unavailable | Refused:
    """The failure that a response means, after which nothing was created."""
    status = answer.status_code
    if status in (401, 403):
        return OurFault("unauthorized", f"HTTP {status}")
    if status in _TURNS_AWAY:
        return TargetDown("unavailable", f"HTTP {status}", not_before=asked_pause(answer))
    # A redirect is a maintenance page or another address, never the target's decision on a registration.
    if status >= 500 or status in _TRY_AGAIN or answer.is_redirect:
        return Unavailable("unavailable", f"HTTP {status}", not_before=asked_pause(answer))
    return Refused("refused", in_words(answer.text) or f"HTTP {status}")


def asked_pause(answer: httpx.Response) -> timedelta:
    """The pause that the response asks for (`Retry-After`, RFC 9110, 10.2.3: seconds or a date); zero if there is none or it is
    invalid."""
    header = answer.headers.get("Retry-After", "")
    if header.isascii() and header.isdecimal():
        return timedelta(seconds=min(int(header), 10**6))
    try:
        return max(parsedate_to_datetime(header) - datetime.now(UTC), timedelta(0))
    except (ValueError, TypeError):
        return timedelta(0)


def is_web_page(answer: httpx.Response) -> bool:
    """Whether the response is HTML, which no target's interface gives: it comes from a sign-in, a notice of maintenance or the
    like in the target's place."""
    is_html = "html" in answer.headers.get("Content-Type", "").lower()
    return is_html or bool(_WEB_PAGE.match(answer.content[:1000]))


def content_of(answer: httpx.Response) -> Any:
    """The response's JSON; None if it has none."""
    try:
        return answer.json()
    except ValueError:
        return None


def id_in(content: object) -> str:
    """The `id` of a JSON object; empty if it has none that is a text or a number."""
    value = content.get("id") if isinstance(content, dict) else None
    return str(value).strip()[:MAX_ID_LENGTH] if isinstance(value, str | int) and not isinstance(value, bool) else ""


def in_words(text: str) -> str:
    """The text of a response, without markup and control characters, shortened."""
    words = re.sub(r"<[^>]*>", " ", text)
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:MAX_MESSAGE_LENGTH]
