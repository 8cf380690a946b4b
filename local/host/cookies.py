"""Rewrites `Set-Cookie` as it arrives at the client: the worker parses it into fields, and the host prints those again.

That writes an empty Domain and Path where none was set (azure-functions-python-worker#1794, #1902), escapes values, and drops
every attribute that the message between worker and host has no field for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from http.cookies import Morsel, SimpleCookie
from urllib.parse import quote

_SAME_SITE = {"lax": "lax", "strict": "strict", "none": "none"}


def rewritten(cookies: Iterable[SimpleCookie] | None, fixed: bool = False) -> Iterator[str]:
    """The values of the `Set-Cookie` headers, in order. `fixed` imitates a worker that leaves an empty Domain out. Raises
    `ValueError` for what the host answers with a 500."""
    for cookie in cookies or ():
        for morsel in cookie.values():
            yield _printed(morsel, fixed)


def _printed(morsel: Morsel[str], fixed: bool) -> str:
    parts = [f"{morsel.key}={quote(morsel.value, safe='-_.~')}"]
    if morsel["expires"]:
        # The worker of Python 3.13 parses only this format, and answers any other with a 500.
        datetime.strptime(morsel["expires"], "%a, %d %b %Y %H:%M:%S GMT")  # noqa: DTZ007
        parts.append(f"expires={morsel['expires']}")
    if morsel["max-age"] not in ("", None):
        age = int(float(morsel["max-age"]))
        if age < 0:
            raise ValueError("the host refuses a negative Max-Age")
        parts.append(f"max-age={age}")
    if morsel["domain"] or not fixed:
        parts.append(f"domain={morsel['domain']}")
    parts.append(f"path={morsel['path']}")
    if morsel["secure"]:
        parts.append("secure")
    if same_site := _SAME_SITE.get(morsel["samesite"].lower()):
        parts.append(f"samesite={same_site}")
    if morsel["httponly"]:
        parts.append("httponly")
    return "; ".join(parts)
