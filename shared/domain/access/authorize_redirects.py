"""Follows an authorize request step by step to the broker's first page; used by the probe and by the doctor."""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit

MAX_STEPS = 6
"""Addresses that are requested before the redirects count as endless."""


class RequestRefused(Exception):
    """The broker refuses the request; the text says how that was recognised, without any query."""


def next_step(requested_url: str, status: int, location: str, callback: str) -> str | None:
    """The address to request next, or None when this is the broker's first page (or the redirect leads to another service, as to
    MitID itself). Raises `RequestRefused` for an error page, an error returned straight to `callback`, and any response that is
    no page."""
    if is_error_page(requested_url) or status >= 400:
        raise RequestRefused(f"{status} at {urlsplit(requested_url).path}")
    if not 300 <= status < 400:
        return None
    target = urljoin(requested_url, location)
    if target.startswith(callback):
        raise RequestRefused("sent straight back")
    if is_error_page(target):
        raise RequestRefused(f"sent to {urlsplit(target).path}")
    return target if urlsplit(target).netloc == urlsplit(requested_url).netloc else None


def is_error_page(address: str) -> bool:
    """Whether it is an error page: `/op/Error?errorId=…` of Signaturgruppen and of others that use the same server; `error=` of
    the rest."""
    parts = urlsplit(address)
    last = parts.path.rstrip("/").rpartition("/")[2].lower()
    return last == "error" or not {"errorid", "error"}.isdisjoint(name.lower() for name in parse_qs(parts.query))
