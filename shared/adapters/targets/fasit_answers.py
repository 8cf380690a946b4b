"""Reads the answers of Fasit's documents service: what each means, and the document's id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
import json
import re

import httpx

from shared.domain.failures import OurFault, Refused, Unavailable

NOTHING_MADE: Mapping[int, str] = {
    307: "RFC 9110, 15.4.8: the same request is to be sent elsewhere, so nobody has worked on it",
    308: "RFC 9110, 15.4.9: as 307",
    400: "the known client's way to test the connection is answered so, and makes nothing (OS2Forms)",
    401: "RFC 9110, 15.5.2: not applied, for lack of credentials",
    403: "a certificate that is not white-listed is turned away before the service (OS2Forms)",
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
"""The answers to `opret` that mean "nothing was made", each with what says so. Schultz has published none of them. A front of any
make may give every other one after the work is done: 500, 502, 503 and 504, 301 to 303 (a page that follows the work), 499."""

_TRY_AGAIN = frozenset({408, 425, 429})
MAX_MESSAGE_LENGTH = 300
MAX_ID_LENGTH = 200


def elsewhere(answer: httpx.Response) -> OurFault | None:
    """The failure of an address that leads elsewhere (`FASIT_URL`, `FASIT_TENANT`), or None: an upload names nothing that could
    be missing, so 404 and 405 are of the address, and hold for every registration until it is put right."""
    return OurFault("unavailable", f"HTTP {answer.status_code}") if answer.status_code in (404, 405) else None


def failure_of(answer: httpx.Response) -> Unavailable | Refused:
    """What an answer that made nothing means."""
    status = answer.status_code
    if status in (401, 403):
        return OurFault("unauthorized", f"HTTP {status}")
    # A redirection is a page of maintenance or another address, never Fasit's word on a document.
    if status >= 500 or status in _TRY_AGAIN or answer.is_redirect:
        return Unavailable("unavailable", f"HTTP {status}", not_before=asked_pause(answer))
    return Refused("refused", _plain(answer) or f"HTTP {status}")


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


def may_be_of_an_upload(answer: httpx.Response) -> bool:
    """Whether a no to `opret` may be about an upload that Fasit has forgotten. How it says so nobody has told, so that any no to
    the content counts."""
    return answer.status_code in (400, 404, 409, 422)


def _plain(answer: httpx.Response) -> str:
    """The answer's words, without markup and what cannot be shown, shortened."""
    words = re.sub(r"<[^>]*>", " ", answer.text)
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())[:MAX_MESSAGE_LENGTH]


def id_of(answer: httpx.Response) -> str:
    """The document's id where the answer carries one, in JSON or XML; its body is not documented."""
    try:
        body = json.loads(answer.text)
        return str(body.get("id") or "")[:MAX_ID_LENGTH] if isinstance(body, dict) else ""
    except ValueError:
        match = re.search(r"<(?:\w+:)?(?:UUIDIdentifikator|Id|ID|id)>([^<]{1,100})</", answer.text)
        return match[1].strip() if match else ""
