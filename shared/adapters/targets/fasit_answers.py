"""Interprets the responses of Fasit's documents service, and reads the document's id from them."""

from __future__ import annotations

from collections.abc import Mapping
import re

import httpx

from shared.adapters.targets import http_answers
from shared.adapters.targets.http_answers import content_of, id_in, is_web_page

NOTHING_MADE: Mapping[int, str] = {
    **http_answers.NOTHING_MADE,
    400: "the known client's way to test the connection is answered so, and makes nothing (OS2Forms)",
    403: "a certificate that is not white-listed is turned away before the service (OS2Forms)",
}
"""The statuses of `opret` that mean "nothing was created", each with its evidence. Schultz has published none of them."""


def may_be_of_an_upload(answer: httpx.Response) -> bool:
    """Whether a refusal by `opret` may be because Fasit no longer has an upload. How Fasit would say so is not known, so every
    refusal of the content counts."""
    return answer.status_code in (400, 404, 409, 422)


def is_fasits(answer: httpx.Response) -> bool:
    """Whether a success of `opret` can be Fasit's own answer. The format of its body is not documented, so it may be empty, XML
    or any JSON. A web page comes from something in between, and JSON that breaks off says nothing."""
    is_json = answer.content.lstrip()[:1] in (b"{", b"[")
    return not is_web_page(answer) and not (is_json and content_of(answer) is None)


def id_of(answer: httpx.Response) -> str:
    """The document's id, if the response has one, in JSON or XML."""
    if (content := content_of(answer)) is not None:
        return id_in(content)
    match = re.search(r"<(?:\w+:)?(?:UUIDIdentifikator|Id|ID|id)>([^<]{1,100})</", answer.text)
    return match[1].strip() if match else ""
