"""Shows what the stand-in has received, as a page for people and JSON for tests, on loopback."""

from __future__ import annotations

from html import escape

from aiohttp import web

from local.momentum.holdings import Holdings
from local.momentum.service import Gatekeeper

_STYLE = """
:root{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#f5f5f5}body{margin:0}
header{background:#0b4f3c;color:#fff;padding:1rem}header p,h1{margin:0}h1{font-size:1.4rem}
main,header div{max-width:54rem;margin:auto}main{padding:1rem}
article{background:#fff;border:1px solid #dcdcdc;border-left:4px solid #0b4f3c;padding:.75rem 1rem;margin-bottom:.75rem}
h2{margin:0;font-size:1rem}pre{font:inherit;white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0 0}p{margin:0}
"""


def page(holdings: Holdings, gatekeeper: Gatekeeper) -> web.Application:
    """The page and the tests' calls as an HTTP application."""
    application = web.Application()

    async def show(request: web.Request) -> web.Response:
        policy = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
        return web.Response(text=_html(holdings), content_type="text/html", headers=policy)

    async def everything(request: web.Request) -> web.Response:
        return web.json_response({"tasks": holdings.tasks, "assignments": holdings.assignments})

    async def clear(request: web.Request) -> web.Response:
        holdings.tasks.clear()
        holdings.assignments.clear()
        gatekeeper.tokens.clear()
        return web.Response(status=204)

    application.router.add_get("/", show)
    application.router.add_get("/api/everything", everything)
    application.router.add_delete("/api/everything", clear)
    return application


def _html(holdings: Holdings) -> str:
    tasks = "".join(_article(holdings, task) for task in reversed(holdings.tasks))
    return (
        '<!doctype html><html lang="da"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Momentum, stedfortræder</title><style>{_STYLE}</style>"
        "<header><div><h1>Momentum på denne maskine</h1><p>Opgaver på produktionsenheder</p></div></header>"
        f"<main>{tasks or '<p>Der er ingen opgaver endnu.</p>'}</main></html>"
    )


def _article(holdings: Holdings, task: dict[str, object]) -> str:
    unit = holdings.unit(str(task["relatedEntityId"])) or {}
    tags = ", ".join(item["tag"]["title"] for item in holdings.assignments.get(str(task["relatedEntityId"]), []))
    facts = f"{unit.get('displayName', '')} · frist {task['deadline']} · id {task['id']}" + (
        f" · {tags}" if tags else ""
    )
    return (
        f"<article><h2>{escape(str(task['title']))}</h2><p>{escape(facts)}</p>"
        f"<pre>{escape(str(task['description']))}</pre></article>"
    )
