"""Reads answers over HTTP, whatever the target: what a status says of whether anything was made, the pause that is asked for, and
the words of a no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
import re

import httpx

from shared.domain.failures import OurFault, Refused, Unavailable

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
"""The answers that mean "nothing was made" by the standards alone, each with what says so; a target adds its own. A front of any
make may give every other one after the work is done: 500, 502, 503 and 504, 301 to 303 (a page that follows the work), 499."""

_TRY_AGAIN = frozenset({408, 425, 429})
MAX_MESSAGE_LENGTH = 300
MAX_ID_LENGTH = 200


def elsewhere(answer: httpx.Response) -> OurFault | None:
    """The failure of an address that leads elsewhere, or None. For a call that names nothing which could be missing: then 404 and
    405 are of the address, and hold for every registration until the settings are put right."""
    return OurFault("unavailable", f"HTTP {answer.status_code}") if answer.status_code in (404, 405) else None


def failure_of(answer: httpx.Response) -> Unavailable | Refused:
    """What an answer that made nothing means."""
    status = answer.status_code
    if status in (401, 403):
        return OurFault("unauthorized", f"HTTP {status}")
    # A redirection is a page of maintenance or another address, never the target's word on a registration.
    if status >= 500 or status in _TRY_AGAIN or answer.is_redirect:
        return Unavailable("unavailable", f"HTTP {status}", not_before=asked_pause(answer))
    return Refused("refused", in_words(answer.text) or f"HTTP {status}")


def asked_pause(answer: httpx.Response) -> timedelta:
    """How long the answer asks to be left alone (`Retry-After`, RFC 9110, 10.2.3: seconds, or a date); none where it does not, or
    in words of its own."""
    wish = answer.headers.get("Retry-After", "")
    if wish.isascii() and wish.isdecimal():
        return timedelta(seconds=min(int(wish), 10**6))
    try:
        return max(parsedate_to_datetime(wish) - datetime.now(UTC), timedelta(0))
    except (ValueError, TypeError):
        return timedelta(0)


def in_words(text: str) -> str:
    """The words of an answer, without markup and what cannot be shown, shortened."""
    words = re.sub(r"<[^>]*>", " ", text)
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:MAX_MESSAGE_LENGTH]
