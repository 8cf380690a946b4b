"""The browser's part of a sign-in: what a person does at the broker."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urljoin, urlsplit

import httpx

MAX_STEPS = 10


def sign_in(url: str, back_at: str, person: str) -> dict[str, str]:
    """Follow the broker's pages from `url`, choose the demo person (`abort` to abort), and return the query that the browser
    is sent back to `back_at` with."""
    with httpx.Client(trust_env=False) as browser:
        for _ in range(MAX_STEPS):
            if url.startswith(back_at):
                return dict(parse_qsl(urlsplit(url).query))
            answer = browser.get(url)
            url = urljoin(url, answer.headers["location"] if answer.is_redirect else _link(answer.text, person))
    raise AssertionError(f"the broker never came back; it stopped at {url}")


def _link(page: str, person: str) -> str:
    choice = "abort=1" if person == "abort" else f"person={person}"
    match = re.search(rf'href="([^"]*[?]{choice})"', page)
    assert match, page
    return match[1]
