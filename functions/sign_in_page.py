"""Draws the page on which a sign-in ends: inside the app's scope, with one big button, since an automatic redirect is not
reliable in an installed web app on iOS."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from functions.http import Reply
from shared.texts import text

if TYPE_CHECKING:
    from shared.domain.problems import Problem

_STYLE = (
    "body{font:18px/1.5 'IBM Plex Sans',system-ui,sans-serif;margin:0;display:grid;min-height:100vh;align-items:center;"
    "justify-items:center;grid-template-columns:minmax(0,1fr);color:#1a1a1a;background:#f5f5f5}"
    "main{box-sizing:border-box;max-width:26rem;width:100%;padding:2rem 1.5rem;overflow-wrap:break-word;hyphens:auto}"
    "h1{font-size:1.625rem;line-height:1.25;margin:0 0 1rem}p{margin:0}ul{margin:1rem 0 0;padding:0 0 0 1.25rem}"
    "li{margin:0 0 .5rem}.mark{font-weight:600;color:#0059b3;margin:0 0 1rem}"
    "a{display:block;margin-top:2rem;padding:1rem;text-align:center;background:#0059b3;color:#fff;text-decoration:none;"
    "font-weight:600;border-radius:4px}a:focus-visible{outline:4px solid #747474;outline-offset:2px}"
)
_CSP = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _CSP, "Referrer-Policy": "no-referrer"}


def signed_in(path: str, language: str, cookie: str) -> Reply:
    """The page that leads into the app, with the session cookie."""
    refresh = f'<meta http-equiv="refresh" content="0;url={escape(path)}">'
    page = _page(text("sign-in.done", language), "", (path, text("sign-in.go-on", language)), language, refresh)
    return Reply(page, 200, _HEADERS, cookie, "text/html")


def refused(problem: Problem, language: str) -> Reply:
    """The page that says why a sign-in was refused, with a way to try again; the problem's own headers are included."""
    code = problem.code
    title, detail = text(f"problem.{code}.title", language), text(f"problem.{code}.detail", language)
    page = _page(title, detail, ("/", text("sign-in.again", language)), language)
    return Reply(page, problem.status, {**_HEADERS, **problem.headers}, content_type="text/html")


def _paragraphs(detail: str) -> str:
    """Draw what to do: the first line as a paragraph, each further line as a step of a list."""
    first, *steps = escape(detail).split("\n")
    list_of_steps = f"<ul>{''.join(f'<li>{step}</li>' for step in steps)}</ul>" if steps else ""
    return (f"<p>{first}</p>" if first else "") + list_of_steps


def _page(title: str, detail: str, button: tuple[str, str], language: str, refresh: str = "") -> str:
    head = f'<meta name="viewport" content="width=device-width,initial-scale=1">{refresh}<title>{escape(title)}</title>'
    link = f'<a href="{escape(button[0])}">{escape(button[1])}</a>'
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">{head}<style>{_STYLE}</style></head>'
        f'<body><main><p class="mark">Feltskema</p><h1>{escape(title)}</h1>{_paragraphs(detail)}{link}</main></body></html>'
    )
