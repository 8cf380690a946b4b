"""Follows an authorize request on its way to the broker's first page, step by step; used by the probe and by the doctor."""

from __future__ import annotations

from urllib.parse import parse_qs, urljoin, urlsplit


class RequestRefused(Exception):
    """The broker does not take the request; the text says how that was seen, without any query."""


def next_step(asked: str, status: int, location: str, callback: str) -> str | None:
    """Where to look next after an answer, or None when this is the broker's first page (or the way leads on to somebody
    else, as to MitID itself). Raises `RequestRefused` for an error page, an error sent straight back to `callback`, and any
    answer that is no page."""
    if is_error_page(asked) or status >= 400:
        raise RequestRefused(f"{status} at {urlsplit(asked).path}")
    if not 300 <= status < 400:
        return None
    target = urljoin(asked, location)
    if target.startswith(callback):
        raise RequestRefused("sent straight back")
    if is_error_page(target):
        raise RequestRefused(f"sent to {urlsplit(target).path}")
    return target if urlsplit(target).netloc == urlsplit(asked).netloc else None


def is_error_page(address: str) -> bool:
    """`/op/Error?errorId=…` of Signaturgruppen and of everything else that is built on the same server; `error=` of others."""
    parts = urlsplit(address)
    last = parts.path.rstrip("/").rpartition("/")[2].lower()
    return last == "error" or not {"errorid", "error"}.isdisjoint(name.lower() for name in parse_qs(parts.query))
