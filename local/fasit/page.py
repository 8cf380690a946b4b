"""Shows what the stand-in has received, as a page for people and JSON for tests, on loopback without TLS."""

from __future__ import annotations

from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from aiohttp import web

from local.fasit.faults import Faults
from local.fasit.received import Document, Received

_STYLE = """
:root{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#f5f5f5}body{margin:0}
header{background:#3a2a5d;color:#fff;padding:1rem}header p,h1{margin:0}h1{font-size:1.4rem}
main,header div{max-width:54rem;margin:auto}main{padding:1rem}h2{font-size:1.1rem;margin:1.5rem 0 .5rem}
article{background:#fff;border:1px solid #dcdcdc;border-left:4px solid #3a2a5d;padding:.75rem 1rem;margin-bottom:.75rem}
h3{margin:0;font-size:1rem}dl{display:grid;grid-template-columns:auto 1fr;gap:0 1rem;margin:.5rem 0}
dt{color:#595959}dd{margin:0;overflow-wrap:anywhere}li{overflow-wrap:anywhere}a{color:#004d99}
"""


def page(received: Received, faults: Faults) -> web.Application:
    """The page and the tests' calls as an HTTP application."""
    application = web.Application()

    async def show(request: web.Request) -> web.Response:
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return web.Response(text=_html(received), content_type="text/html", headers=policy)

    async def everything(request: web.Request) -> web.Response:
        return web.json_response({**received.as_json(), "held": faults.held, "lost": faults.lost})

    async def pdf(request: web.Request) -> web.StreamResponse:
        upload = request.match_info["upload"]
        if upload not in received.uploads:
            return web.Response(status=404)
        return web.FileResponse(received.file(upload), headers={"Content-Type": "application/pdf"})

    async def clear(request: web.Request) -> web.Response:
        received.clear()
        return web.Response(status=204)

    async def set_faults(request: web.Request) -> web.Response:
        faults.set(await request.json())
        return web.Response(status=204)

    async def release(request: web.Request) -> web.Response:
        faults.release()
        return web.Response(status=204)

    application.router.add_get("/", show)
    application.router.add_get("/pdf/{upload}", pdf)
    application.router.add_get("/api/everything", everything)
    application.router.add_delete("/api/everything", clear)
    application.router.add_put("/api/faults", set_faults)
    application.router.add_post("/api/release", release)
    return application


def _html(received: Received) -> str:
    documents = "".join(_article(document) for document in reversed(received.documents))
    documented = {document.upload for document in received.documents}
    loose = "".join(
        f'<li><a href="/pdf/{upload}">{upload}</a></li>' for upload in received.uploads if upload not in documented
    )
    refused = "".join(
        f"<li>{_clock(call.at)} {escape(call.call)}: {call.status} {escape(call.reason)}</li>"
        for call in reversed(received.calls)
        if call.status >= 400 and call.reason != "the upload is empty"
    )
    return f"""<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Fasit (stedfortræder)</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><style>{_STYLE}</style></head><body>
<header><div><h1>Fasit, stedfortræder</h1><p>Det, som er modtaget på denne maskine. Ikke det rigtige Fasit.</p></div></header>
<main><h2>Dokumenter ({len(received.documents)})</h2>{documents or "<p>Endnu ingen.</p>"}
<h2>Klargjort, ikke oprettet</h2>{f"<ul>{loose}</ul>" if loose else "<p>Ingen.</p>"}
<h2>Afviste kald</h2>{f"<ul>{refused}</ul>" if refused else "<p>Ingen.</p>"}</main></body></html>"""


def _article(document: Document) -> str:
    facts = {
        "Part": document.party,
        "Dokument": document.id,
        "Brugervendt nøgle": document.userKey or "–",
        "Brevdato": document.letterDate,
        "Modtaget": _clock(document.receivedAt),
    }
    rows = "".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    link = f'<a href="/pdf/{document.upload}">{escape(document.fileName)}</a>'
    return f"<article><h3>{escape(document.title)}</h3><dl>{rows}</dl>{link}</article>"


def _clock(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(ZoneInfo('Europe/Copenhagen')):%d.%m.%Y kl. %H.%M.%S}"
