"""Reads the answers of Fasit's documents service: which failure they mean, and the document's id."""

from __future__ import annotations

import json
import re

import httpx

from shared.domain.failures import Refused, Unavailable

_TRY_AGAIN = frozenset({408, 425, 429})
MAX_MESSAGE_LENGTH = 300
MAX_ID_LENGTH = 200


def elsewhere(answer: httpx.Response) -> Unavailable | None:
    """The failure of an address that leads elsewhere (`FASIT_URL`, `FASIT_TENANT`), or None: an upload names nothing that could
    be missing, so 404 and 405 are of the address, and hold for every registration until it is put right."""
    return Unavailable("unavailable", f"HTTP {answer.status_code}") if answer.status_code in (404, 405) else None


def failure_of(answer: httpx.Response) -> Unavailable | Refused:
    status = answer.status_code
    if status in (401, 403):
        return Unavailable("unauthorized", f"HTTP {status}")
    # A redirection is a page of maintenance or another address, never Fasit's word on a document.
    if status >= 500 or status in _TRY_AGAIN or answer.is_redirect:
        return Unavailable("unavailable", f"HTTP {status}")
    plain = re.sub(r"<[^>]*>", " ", answer.text)
    message = " ".join("".join(c if c.isprintable() else " " for c in plain).split())[:MAX_MESSAGE_LENGTH]
    return Refused("refused", message or f"HTTP {status}")


def id_of(answer: httpx.Response) -> str:
    """The document's id where the answer carries one, in JSON or XML; its body is not documented."""
    try:
        body = json.loads(answer.text)
        return str(body.get("id") or "")[:MAX_ID_LENGTH] if isinstance(body, dict) else ""
    except ValueError:
        match = re.search(r"<(?:\w+:)?(?:UUIDIdentifikator|Id|ID|id)>([^<]{1,100})</", answer.text)
        return match[1].strip() if match else ""
